package dev.gelada.k8s.trail;

import dev.gelada.core.trail.BadTrail;
import dev.gelada.k8s.cluster.Reply;
import java.io.IOException;

/** What a cluster's no means for a trail, each in its own words and with its own remedy. */
final class Words {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;

  private final TrailUri uri;

  Words(TrailUri uri) {
    this.uri = uri;
  }

  /** None of the answers that the caller expected. */
  IOException refused(String verb, Reply reply) {
    if (reply instanceof Reply.No no) {
      return switch (no.code()) {
        case UNAUTHORIZED ->
            new BadTrail(
                uri.toString(),
                "the API server does not accept the credentials: " + no.message(),
                "Log in again, or name another context with --context");
        case FORBIDDEN ->
            new BadTrail(
                uri.toString(),
                "no right to %s configmaps in %s: %s"
                    .formatted(verb, uri.namespace(), no.message()),
                "Grant get, list, create, update and delete on configmaps there, as the chart's"
                    + " role for the trail does; `gelada doctor` names each right that is missing");
        default -> new IOException(uri + ": the API server refused to " + verb + said(no));
      };
    }
    String why = reply instanceof Reply.Lost lost ? lost.why() : "an answer that fits no question";
    return new IOException(
        "%s: the API server cannot be asked: %s. Is it up, and is it the right context (--context)?"
            .formatted(uri, why));
  }

  private static String said(Reply.No no) {
    return ": HTTP " + no.code() + ": " + no.message();
  }

  /** The ConfigMap was there once. */
  BadTrail gone() {
    return BadTrail.changed(uri.toString(), "the ConfigMap was there and is gone");
  }

  BadTrail noNamespace() {
    return new BadTrail(
        uri.toString(),
        "there is no namespace " + uri.namespace(),
        "Create it (`kubectl create namespace %s`) or install the chart, then run `gelada trail"
                .formatted(uri.namespace())
            + " init --trail k8s:%s/%s`; or name another place with --trail or GELADA_TRAIL"
                .formatted(uri.namespace(), uri.name()));
  }

  BadTrail otherCluster(String reached) {
    return new BadTrail(
        uri.toString(),
        "this is the trail of cluster %s, and the cluster that is reached is %s"
            .formatted(uri.cluster(), reached),
        "Name the context of that cluster with --context");
  }
}
