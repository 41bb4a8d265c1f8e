package dev.gelada.k8s.trail;

import dev.gelada.k8s.cluster.Cluster;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a trail is: {@code k8s:NAMESPACE/NAME} in whatever cluster is reached, or {@code
 * k8s:CLUSTER/NAMESPACE/NAME} in that one only. An open trail calls itself by the second form, so
 * that trails of the same name in two clusters are never taken for each other.
 *
 * @param cluster the id of the cluster's place; empty for the one that is reached
 * @param namespace its namespace
 * @param name the ConfigMap's name
 */
record TrailUri(String cluster, String namespace, String name) {
  static final String STANDARD = "gelada-trail";

  /** What an archive's name adds must fit, and the name is a label's value too. */
  private static final int LONGEST = 63;

  private static final String LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
  private static final String NAME = LABEL + "(?:\\." + LABEL + ")*";
  private static final Pattern FORM =
      Pattern.compile("k8s:(?:([^/\\s]+)/)?(" + LABEL + ")/(" + NAME + ")");

  /** Reads both forms; no I/O. */
  static TrailUri of(String uri) throws IOException {
    Matcher form = FORM.matcher(uri);
    if (!form.matches()) {
      throw new IOException(
          "no trail in a cluster: '%s'. Write k8s:NAMESPACE/NAME, such as k8s:gelada/%s"
              .formatted(uri, STANDARD));
    }
    String cluster = form.group(1) == null ? "" : form.group(1);
    if (form.group(2).length() > LONGEST || form.group(3).length() > LONGEST) {
      throw new IOException(
          "'%s': namespace and name have at most %d characters each".formatted(uri, LONGEST));
    }
    return new TrailUri(cluster, form.group(2), form.group(3));
  }

  TrailUri in(Cluster reached) throws IOException {
    return new TrailUri(reached.place().id(), namespace, name);
  }

  String maps() {
    return "/api/v1/namespaces/" + namespace + "/configmaps";
  }

  String map() {
    return maps() + "/" + name;
  }

  @Override
  public String toString() {
    return "k8s:" + (cluster.isEmpty() ? "" : cluster + "/") + namespace + "/" + name;
  }
}
