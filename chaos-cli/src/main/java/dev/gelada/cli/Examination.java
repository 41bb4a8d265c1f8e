package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.Prerequisites;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.run.LookFailed;
import dev.gelada.core.target.Confined;
import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.ChecksTrail;
import dev.gelada.core.trail.HostMarker;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.TrailStoreType;
import dev.gelada.core.trail.Trails;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Right;
import dev.gelada.k8s.cluster.Rights;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Looks at one thing after the other; changes nothing. */
final class Examination {
  /** The clocks of runners may differ by so much; see the trail's rules. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final Surroundings around;
  private final Wiring wiring;
  private final Gelada gelada;
  private final Findings findings;

  Examination(Surroundings around, Wiring wiring, Gelada gelada, Findings findings) {
    this.around = around;
    this.wiring = wiring;
    this.gelada = gelada;
    this.findings = findings;
  }

  /** Each trail that one of the files would use; without files the one that would be used now. */
  void trails(TrailOption option, List<Experiment> experiments) {
    Map<String, TrailDesk.Chosen> chosen = new LinkedHashMap<>();
    try {
      if (experiments.isEmpty()) {
        put(wiring.trails().open(option), chosen);
      }
      for (Experiment experiment : experiments) {
        put(wiring.trails().toLook(option, experiment), chosen);
      }
    } catch (BadTrail bad) {
      findings.missing("trail", bad.where() + ": " + bad.what() + ".", bad.how() + ".");
    } catch (IOException | Connections.Unreachable failed) {
      findings.unknown("trail", String.valueOf(failed.getMessage()));
    }
    chosen.values().forEach(this::trail);
    if (chosen.isEmpty()) {
      clock(Instant.EPOCH);
    }
  }

  private static void put(TrailDesk.Chosen one, Map<String, TrailDesk.Chosen> into)
      throws IOException {
    if (into.putIfAbsent(one.uri(), one) != null) {
      one.store().close();
    }
  }

  private void trail(TrailDesk.Chosen chosen) {
    try (OnTrail trail = wiring.on(gelada, chosen.store(), List.of())) {
      Ledger ledger = trail.ledger();
      findings.ok(
          "trail",
          "%s (%s), %d records, id %s"
              .formatted(chosen.uri(), chosen.because(), ledger.head().sequence(), ledger.trail()));
      if (ledger.halted() != null) {
        findings.note("trail", "everything on it is halted: " + ledger.halted().reason());
      }
      if (!ledger.open().isEmpty()) {
        findings.note("trail", ledger.open().size() + " strikes are open: see 'gelada status'");
      }
      rights(chosen.uri());
      clock(ledger.at());
      if (Trails.isFile(chosen.uri())) {
        host(ledger.trail());
      }
    } catch (BadTrail bad) {
      findings.missing("trail", bad.where() + ": " + bad.what() + ".", bad.how() + ".");
    } catch (IOException | Connections.Unreachable failed) {
      findings.unknown("trail", String.valueOf(failed.getMessage()));
    }
  }

  /** What it takes to write there, beyond having read it. */
  private void rights(String uri) throws IOException {
    for (TrailStoreType type :
        ServiceLoader.load(TrailStoreType.class, Examination.class.getClassLoader())) {
      if (uri.startsWith(type.scheme() + ":") && type instanceof ChecksTrail check) {
        check
            .missing(uri, gelada.connections())
            .forEach(refusal -> findings.missing("trail", "", refusal));
      }
    }
  }

  private void clock(Instant newest) {
    Instant now = around.time().instant();
    Duration behind = Duration.between(now, newest);
    String words =
        "%s, this machine's zone is %s".formatted(Moments.full(now), ZoneId.systemDefault());
    if (behind.compareTo(SKEW) > 0) {
      findings.missing(
          "clock",
          "%s: the trail's newest record is %s ahead of it"
              .formatted(words, Moments.length(behind)),
          "Set the clock, here or where that was written (NTP); nothing is claimed until then.");
    } else {
      findings.ok("clock", words);
    }
  }

  /** Leaves no marker where there is none. */
  private void host(String trail) {
    HostMarker marker = new HostMarker(around.environment());
    if (!Files.exists(marker.path())) {
      findings.ok("host", "no trail guards this host's processes yet; the first run's will");
      return;
    }
    marker
        .check(trail)
        .ifPresentOrElse(
            refusal -> findings.missing("host", "", refusal),
            () -> findings.ok("host", "this trail guards its processes"));
  }

  /** The cluster, if one of the files is about one. */
  void cluster(List<Experiment> experiments) {
    boolean needed =
        experiments.stream()
            .flatMap(one -> one.targets().values().stream())
            .anyMatch(aim -> aim.finds() instanceof Confined);
    if (!needed) {
      return;
    }
    try {
      Cluster cluster = gelada.connections().get(Cluster.class);
      if (cluster.access().identity().isEmpty()) {
        List<Refusal> missing =
            new Rights(cluster)
                .missing(List.of(Right.to("get", "", "namespaces", "").named("kube-system")));
        missing.forEach(refusal -> findings.missing("cluster", "", refusal));
        if (!missing.isEmpty()) {
          return;
        }
      }
      String context = cluster.access().context();
      findings.ok("cluster", cluster.place() + (context.isEmpty() ? "" : ", context " + context));
    } catch (IOException | Connections.Unreachable failed) {
      findings.unknown("cluster", String.valueOf(failed.getMessage()));
    }
  }

  /** All that a file's sources and attacks need. */
  void file(Experiment experiment) {
    String about = experiment.path();
    experiment.warnings().forEach(warning -> findings.note(about, warning));
    try {
      List<Prerequisites.Missing> missing = new Prerequisites(gelada).of(experiment);
      missing.forEach(one -> findings.missing(about, one.whose(), one.refusal()));
      if (missing.isEmpty()) {
        findings.ok(about, "everything that its sources and attacks need");
      }
    } catch (LookFailed failed) {
      findings.unknown(about, String.valueOf(failed.getMessage()));
    }
  }
}
