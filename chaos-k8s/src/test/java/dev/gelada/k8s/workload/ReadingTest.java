package dev.gelada.k8s.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.Matching;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ReadingTest {
  @Test
  void labels_of_a_map_select_what_the_map_says_and_nothing_else() {
    assertThat(Reading.labels(new Matching(Map.of("a", "b", "c", ""), ""))).hasToString("a=b,c=");
    refused(() -> Reading.labels(new Matching(Map.of("a", "b,c!=d"), "")), "labels: ");
    refused(() -> Reading.labels(new Matching(Map.of("a", "(b"), "")), "labels: ");
    refused(() -> Reading.labels(new Matching(Map.of("!a", ""), "")), "labels: ");
    refused(() -> Reading.labels(new Matching(Map.of("a", "=b"), "")), "labels: ");
  }

  @Test
  void each_refusal_names_its_key() {
    refused(() -> Reading.namespaces(List.of("Shop")), "namespaces: 'Shop' cannot be");
    refused(() -> Reading.namespaces(List.of("")), "namespaces: '' cannot be");
    refused(() -> Reading.selector("annotations", "a=b,"), "annotations: 'a=b,' is not like");
    refused(() -> Reading.fields("phase"), "fields: 'phase' is not like");
    refused(() -> Reading.fields(""), "fields: '' is not like");
    refused(() -> Reading.names(List.of("(")), "names: '(' is no regular expression");
    refused(() -> Reading.kinds(List.of()), "kinds: the list is empty");
    refused(() -> Reading.kinds(List.of("deployments")), "kinds: 'deployments' is no kind");
    refused(() -> Reading.kinds(List.of("Deployment")), "kinds: 'Deployment' is no kind");
  }

  @Test
  void kinds_that_only_a_cluster_knows_are_taken() {
    assertThat(Reading.kinds(List.of("cloneset", "pod")))
        .containsExactlyInAnyOrder("cloneset", "pod");
  }

  private static void refused(ThrowingCallable reading, String message) {
    assertThatThrownBy(reading)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
