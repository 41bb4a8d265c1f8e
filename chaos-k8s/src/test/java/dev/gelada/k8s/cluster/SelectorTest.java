package dev.gelada.k8s.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.testing.Seeds;
import dev.gelada.k8s.cluster.Selector.Operator;
import dev.gelada.k8s.cluster.Selector.Requirement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SelectorTest {
  private static final List<String> KEYS = List.of("a", "b.c", "d/e", "in", "notin", "x.y/z-1");
  private static final List<String> VALUES = List.of("", "1", "a", "in", "b_c.d-e", "A");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=b | a=b",
        "a==b | a=b",
        "a != b | a!=b",
        "a in (c,b) | a in (b,c)",
        "a in (b) | a=b",
        "a notin (b) , ! c | a!=b,!c",
        "a notin(b,c),d | a notin (b,c),d",
        "example.org/a=b | example.org/a=b",
        "a= | a=",
        "a in (,b) | a in (,b)",
        "in in (in,notin) | in in (in,notin)",
        "notin | notin",
      })
  void is_read_and_written_as_kubernetes_does(String text, String written) {
    assertThat(Selector.parse(text)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "a,",
        ",a",
        "a=b,,c",
        "=b",
        "!",
        "!!a",
        "!a=b",
        "a=b=c",
        "a in",
        "a in b",
        "a in (b",
        "a in b)",
        "a in ()x",
        "a (b)",
        "a b",
        "-a=b",
        "a=-b",
        "a=b c",
        "A/b",
        "a/b/c",
        "/a",
        "a/",
        "a>1",
        "a<1",
        "a=$x",
        "a=b;c=d",
        "(a)",
        "a=(b)",
        "ä=b"
      })
  void what_is_none_is_refused_and_never_read_as_less(String text) {
    assertThatThrownBy(() -> Selector.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is not like a=b,c!=d");
  }

  @Test
  void a_list_that_is_not_closed_lacks_its_parenthesis() {
    assertThatThrownBy(() -> Selector.parse("a in (b,"))
        .hasMessageEndingWith("')' is missing at its end");
    assertThatThrownBy(() -> Selector.parse("a in (b c)"))
        .hasMessageEndingWith("'c' stands where ')' belongs");
  }

  @Test
  void reading_what_was_written_gives_the_same_and_decides_the_same() {
    Seeds.each(
        2_000,
        random -> {
          Selector selector = selector(random);
          Selector again = Selector.parse(spaced(selector.toString(), random));
          Map<String, String> labels = labels(random);

          assertThat(again).isEqualTo(selector);
          assertThat(again.in(labels)).isEqualTo(expected(selector, labels));
        });
  }

  @Test
  void more_requirements_never_select_more() {
    Seeds.each(
        2_000,
        random -> {
          Selector one = selector(random);
          Selector other = selector(random);
          Map<String, String> labels = labels(random);

          assertThat(one.and(other).in(labels)).isEqualTo(one.in(labels) && other.in(labels));
        });
  }

  @Test
  void a_workloads_selector_has_expressions_too() {
    Item selector =
        new Item(
            new JsonMapper()
                .readTree(
                    """
                    {"matchLabels": {"app": "cart"},
                     "matchExpressions": [
                       {"key": "tier", "operator": "In", "values": ["web", "back"]},
                       {"key": "old", "operator": "DoesNotExist"},
                       {"key": "zone", "operator": "Exists"},
                       {"key": "canary", "operator": "NotIn", "values": ["true"]}]}
                    """));

    assertThat(Selector.of(selector))
        .hasToString("app=cart,tier in (back,web),!old,zone,canary!=true");
    assertThatThrownBy(
            () ->
                Selector.of(
                    new Item(
                        new JsonMapper()
                            .readTree(
                                "{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Gt\"}]}"))))
        .hasMessageContaining("'Gt', which is not known");
  }

  private static Selector selector(RandomGenerator random) {
    List<Requirement> requirements = new ArrayList<>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      Operator operator = one(random, List.of(Operator.values()));
      boolean existence = operator == Operator.EXISTS || operator == Operator.DOES_NOT_EXIST;
      Set<String> values = new HashSet<>();
      for (int v = existence ? 0 : random.nextInt(1, 4); v > 0; v--) {
        values.add(one(random, VALUES));
      }
      requirements.add(new Requirement(one(random, KEYS), operator, values));
    }
    return new Selector(requirements);
  }

  private static Map<String, String> labels(RandomGenerator random) {
    Map<String, String> labels = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      labels.put(one(random, KEYS), one(random, VALUES));
    }
    return labels;
  }

  /** Blanks where Kubernetes' own parser allows them. */
  private static String spaced(String text, RandomGenerator random) {
    return random.nextBoolean() ? text.replace(",", " , ").replace("(", " ( ") : text;
  }

  /** Written out once more, the long way. */
  private static boolean expected(Selector selector, Map<String, String> labels) {
    for (Requirement requirement : selector.requirements()) {
      boolean there = labels.containsKey(requirement.key());
      boolean among = there && requirement.values().contains(labels.get(requirement.key()));
      boolean holds =
          switch (requirement.operator()) {
            case IN -> among;
            case NOT_IN -> !among;
            case EXISTS -> there;
            case DOES_NOT_EXIST -> !there;
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static <T> T one(RandomGenerator random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
