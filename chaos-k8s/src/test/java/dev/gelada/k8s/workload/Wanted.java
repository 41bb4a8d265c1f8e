package dev.gelada.k8s.workload;

import dev.gelada.core.plugin.Matching;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of the source {@code pods}, as a file might write them. */
final class Wanted {
  private final List<String> namespaces;
  private @Nullable Matching labels;
  private @Nullable String fields;
  private @Nullable String annotations;
  private @Nullable List<String> names;
  private @Nullable List<String> kinds;
  private @Nullable String namespaceLabels;
  private @Nullable Duration olderThan;
  private @Nullable Duration youngerThan;
  private List<OptInPlace> optInFrom = List.of(OptInPlace.WORKLOAD, OptInPlace.POD);

  private Wanted(List<String> namespaces) {
    this.namespaces = namespaces;
  }

  static Wanted in(String... namespaces) {
    return new Wanted(List.of(namespaces));
  }

  Wanted labels(Map<String, String> labels) {
    this.labels = new Matching(labels, "");
    return this;
  }

  Wanted labels(String selector) {
    this.labels = new Matching(Map.of(), selector);
    return this;
  }

  Wanted fields(String fields) {
    this.fields = fields;
    return this;
  }

  Wanted annotations(String annotations) {
    this.annotations = annotations;
    return this;
  }

  Wanted names(String... names) {
    this.names = List.of(names);
    return this;
  }

  Wanted kinds(String... kinds) {
    this.kinds = List.of(kinds);
    return this;
  }

  Wanted namespaceLabels(String namespaceLabels) {
    this.namespaceLabels = namespaceLabels;
    return this;
  }

  Wanted olderThan(Duration olderThan) {
    this.olderThan = olderThan;
    return this;
  }

  Wanted youngerThan(Duration youngerThan) {
    this.youngerThan = youngerThan;
    return this;
  }

  Wanted optInFrom(OptInPlace... places) {
    this.optInFrom = List.of(places);
    return this;
  }

  PodSearch.Settings settings() {
    return new PodSearch.Settings(
        namespaces.isEmpty() ? null : namespaces,
        labels,
        fields,
        annotations,
        names,
        kinds,
        namespaceLabels,
        olderThan,
        youngerThan,
        optInFrom);
  }
}
