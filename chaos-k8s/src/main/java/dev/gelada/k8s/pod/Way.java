package dev.gelada.k8s.pod;

import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.workload.Budgets;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a pod is made to go: one request that names its uid. */
sealed interface Way {
  /** What is done, in words: {@code evict}. */
  String verb();

  /** The one request. A successor of the same name has another uid, so it is never hit. */
  Api.Request request(PodPath pod, String uid);

  /** What speaks against it beforehand. */
  Optional<Refusal> against(Item pod, Look look) throws IOException;

  /** How long the pod may take to end, in words. */
  String grace(Item pod);

  /** By the Eviction API, which honours budgets. */
  record Evict() implements Way {
    @Override
    public String verb() {
      return "evict";
    }

    @Override
    public Api.Request request(PodPath pod, String uid) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.put("apiVersion", "policy/v1").put("kind", "Eviction");
      body.putObject("metadata").put("name", pod.name()).put("namespace", pod.namespace());
      body.putObject("deleteOptions").putObject("preconditions").put("uid", uid);
      return Api.Request.post(pod.path() + "/eviction", body.toString());
    }

    @Override
    public Optional<Refusal> against(Item pod, Look look) throws IOException {
      return Budgets.of(pod.namespace(), new Reads(look.cluster())).against(pod).stream()
          .findFirst();
    }

    @Override
    public String grace(Item pod) {
      return own(pod);
    }
  }

  /**
   * By a deletion, which asks no budget.
   *
   * @param grace in the place of the pod's own; null for that
   */
  record Delete(@Nullable Duration grace) implements Way {
    @Override
    public String verb() {
      return "delete";
    }

    @Override
    public Api.Request request(PodPath pod, String uid) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.put("apiVersion", "v1").put("kind", "DeleteOptions");
      body.putObject("preconditions").put("uid", uid);
      if (grace != null) {
        body.put("gracePeriodSeconds", grace.toSeconds());
      }
      return Api.Request.delete(pod.path(), body.toString());
    }

    @Override
    public Optional<Refusal> against(Item pod, Look look) {
      return Optional.empty();
    }

    @Override
    public String grace(Item pod) {
      return grace == null ? own(pod) : grace.toSeconds() + " s";
    }
  }

  private static String own(Item pod) {
    return pod.number("/spec/terminationGracePeriodSeconds", 30) + " s, its own";
  }
}
