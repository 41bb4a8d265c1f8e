package dev.gelada.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** All figures, and what they say about the aims. */
final class ProxyFigures {
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private boolean counted;

  /** One row: whether more is better, and the figures of each contender by round. */
  private record Row(boolean more, Map<String, List<Double>> figures) {
    List<Double> of(String contender) {
      return figures.getOrDefault(contender, List.of());
    }
  }

  /** Whether figures count from now on; those of warm-ups do not. */
  void count(boolean now) {
    counted = now;
  }

  /** A figure of which more is better. */
  void more(String row, ProxyContender contender, double value) {
    add(row, true, contender, value);
  }

  /** A figure of which less is better. */
  void less(String row, ProxyContender contender, double value) {
    add(row, false, contender, value);
  }

  /** A row of what the proxies' figures of another one are above the direct ones. */
  void above(String name, String of) {
    Row row = rows.get(of);
    if (row == null) {
      return;
    }
    Row above = new Row(row.more, new LinkedHashMap<>());
    List<Double> direct = row.of(ProxyContender.DIRECT);
    row.figures.forEach(
        (contender, values) -> {
          if (!contender.equals(ProxyContender.DIRECT)) {
            above.figures.put(
                contender,
                IntStream.range(0, values.size())
                    .mapToObj(round -> values.get(round) - direct.get(round))
                    .toList());
          }
        });
    rows.put(name, above);
  }

  private void add(String row, boolean more, ProxyContender contender, double value) {
    if (counted) {
      rows.computeIfAbsent(row, any -> new Row(more, new LinkedHashMap<>()))
          .figures
          .computeIfAbsent(contender.name(), any -> new ArrayList<>())
          .add(value);
    }
  }

  void print(List<String> contenders) {
    StringBuilder head = new StringBuilder("%-34s".formatted(""));
    contenders.forEach(name -> head.append(" %10s".formatted(name)));
    System.out.println(head + "   gelada / toxiproxy     gelada is");
    rows.forEach(
        (name, row) -> {
          StringBuilder line = new StringBuilder("%-34s".formatted(name));
          for (String contender : contenders) {
            OptionalDouble median = median(row.of(contender));
            line.append(
                median.isEmpty() ? " ".repeat(11) : " %10s".formatted(shown(median.getAsDouble())));
          }
          System.out.println(line.append("   ").append(beside(row)).toString().stripTrailing());
        });
    System.out.println(
        "(medians of the rounds; of the ratios within a round the median, least and most)");
  }

  private static String beside(Row row) {
    double[] ratios = ratios(row, ProxyContender.GELADA, ProxyContender.TOXIPROXY);
    if (ratios.length == 0) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%-22s %s",
        "%.2f (%.2f to %.2f)"
            .formatted(ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]),
        ahead(row) ? "ahead" : "BEHIND");
  }

  private static boolean ahead(Row row) {
    double ours = median(row.of(ProxyContender.GELADA)).orElseThrow();
    double theirs = median(row.of(ProxyContender.TOXIPROXY)).orElseThrow();
    return row.more ? ours > theirs : ours < theirs;
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%,.0f", value);
  }

  private static OptionalDouble median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted[sorted.length / 2]);
  }

  private static double[] ratios(Row row, String ours, String theirs) {
    List<Double> left = row.of(ours);
    List<Double> right = row.of(theirs);
    double[] ratios = new double[Math.min(left.size(), right.size())];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = left.get(round) / right.get(round);
    }
    Arrays.sort(ratios);
    return ratios;
  }

  /**
   * Each aim with its figure, and whether it is reached; rows that were not measured are left out.
   */
  void judge() {
    System.out.println();
    ratio("bulk up at least 3 times Toxiproxy's", "bulk up, MiB/s", ProxyContender.TOXIPROXY, 3);
    ratio(
        "bulk down at least 3 times Toxiproxy's", "bulk down, MiB/s", ProxyContender.TOXIPROXY, 3);
    ratio("bulk up at least 60 % of direct", "bulk up, MiB/s", ProxyContender.DIRECT, .6);
    ratio("bulk down at least 60 % of direct", "bulk down, MiB/s", ProxyContender.DIRECT, .6);
    ratio(
        "CPU up at most a sixth of Toxiproxy's",
        "CPU up, ms/GiB",
        ProxyContender.TOXIPROXY,
        1 / 6.0);
    ratio(
        "CPU down at most a sixth of Toxiproxy's",
        "CPU down, ms/GiB",
        ProxyContender.TOXIPROXY,
        1 / 6.0);
    ratio(
        "HTTP at least 1.2 times Toxiproxy's",
        "HTTP, 16 connections, requests/s",
        ProxyContender.TOXIPROXY,
        1.2);
    ratio(
        "1 s latency: at least 5 times Toxiproxy's",
        "1,000 ms latency, MiB/s",
        ProxyContender.TOXIPROXY,
        5);
    Row exact = rows.get("100 ms delay, error p50 ms");
    if (exact != null) {
      double error = median(exact.of(ProxyContender.GELADA)).orElse(Double.NaN);
      say("100 ms delay: median error at most 0.5 ms", error, error <= .5);
    }
    List<String> behind =
        rows.entrySet().stream()
            .filter(row -> !row.getKey().contains("idle connections"))
            .filter(
                row ->
                    ratios(row.getValue(), ProxyContender.GELADA, ProxyContender.TOXIPROXY).length
                        > 0)
            .filter(row -> !ahead(row.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    System.out.printf(
        "%-48s %10s   %s%n",
        "ahead in every row but idle memory",
        "",
        behind.isEmpty() ? "reached" : "NOT REACHED: " + String.join("; ", behind));
  }

  private void ratio(String aim, String name, String theirs, double bound) {
    Row row = rows.get(name);
    double[] ratios = row == null ? new double[0] : ratios(row, ProxyContender.GELADA, theirs);
    if (row != null && ratios.length > 0) {
      double ratio = ratios[ratios.length / 2];
      say(aim, ratio, row.more ? ratio >= bound : ratio <= bound);
    }
  }

  private static void say(String aim, double figure, boolean reached) {
    System.out.printf(
        Locale.ROOT, "%-48s %10.2f   %s%n", aim, figure, reached ? "reached" : "NOT REACHED");
  }
}
