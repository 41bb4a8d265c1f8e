package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultTypesTest {
  @Test
  void all_are_there_sorted_by_name() {
    List<String> names = FaultTypes.all().stream().map(FaultType::name).toList();

    assertThat(names).isSorted().doesNotHaveDuplicates().hasSize(16);
  }

  @Test
  void toxics_are_those_of_toxiproxy_with_its_attributes() {
    Map<String, List<String>> toxics =
        FaultTypes.all().stream()
            .filter(FaultType::isToxic)
            .collect(
                Collectors.toMap(
                    FaultType::name,
                    type ->
                        type.attributes().stream()
                            .filter(attribute -> !attribute.own())
                            .map(Attribute::name)
                            .toList()));

    assertThat(toxics)
        .isEqualTo(
            Map.of(
                "bandwidth", List.of("rate"),
                "latency", List.of("latency", "jitter"),
                "limit_data", List.of("bytes"),
                "noop", List.of(),
                "reset_peer", List.of("timeout"),
                "slicer", List.of("average_size", "size_variation", "delay"),
                "slow_close", List.of("delay"),
                "timeout", List.of("timeout")));
  }

  @Test
  void the_same_values_make_equal_faults() {
    for (FaultType type : FaultTypes.all()) {
      Attributes none = Attributes.of(type, Map.of());

      assertThat(type.create(none)).isEqualTo(type.create(none));
    }
  }

  @Test
  void every_setting_and_fault_says_what_it_is() {
    for (FaultType type : FaultTypes.all()) {
      assertThat(type.doc()).as(type.name()).isNotBlank().doesNotEndWith(".");
      assertThat(type.attributes()).allSatisfy(one -> assertThat(one.doc()).isNotBlank());
    }
  }
}
