package dev.gelada.core.config;

import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.Span;
import dev.gelada.core.plan.Window;
import dev.gelada.core.trail.Retention;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code limits}, of a file and of a policy. */
final class LimitsReader {
  private static final List<String> OF_A_FILE = List.of("window", "stopUnless");
  private static final List<String> OF_A_POLICY = List.of("window");

  private static final int WORKDAYS = 5;

  /** Of holidays in a row, with what lies between them. */
  private static final Duration DAYS_OFF = Duration.ofDays(7);

  private final Reading reading;
  private final boolean policy;

  LimitsReader(Reading reading, boolean policy) {
    this.reading = reading;
    this.policy = policy;
  }

  /** What is written; problems are reported, and what they concern is left out. */
  Limits read(@Nullable Node node, List<String> probes) {
    Node.Table table =
        node == null
            ? null
            : reading.table(node, "limits", "a map of limits, such as {minHealthy: 2},");
    if (table == null) {
      return Limits.unwritten();
    }
    List<String> others = policy ? OF_A_POLICY : OF_A_FILE;
    FileKeys.Limits keys = reading.binder().record(FileKeys.Limits.class, table, others, "limits");
    Node windowNode = table.get("window");
    Window window = windowNode == null ? null : window(windowNode);
    List<String> stopUnless =
        policy
            ? List.of()
            : reading.names(table.get("stopUnless"), "limits.stopUnless", "probe", probes);
    if (keys != null) {
      remembered(table, "cooldown", keys.cooldown(), window);
      remembered(table, "minGap", keys.minGap(), window);
    }
    return keys == null
        ? Limits.unwritten()
        : new Limits(
            window,
            keys.minHealthy(),
            value(keys.maxVictims()),
            keys.perGroup(),
            keys.total(),
            keys.cooldown(),
            keys.minGap(),
            keys.minAge(),
            keys.maxDuration(),
            value(keys.maxConcurrent()),
            stopUnless);
  }

  /** No rate's period is longer than the shortest retention; these two have any length. */
  private void remembered(
      Node.Table table, String key, @Nullable Span span, @Nullable Window window) {
    Duration kept = Retention.of(reading.environment()).length();
    Node node = table.get(key);
    if (span == null || node == null || atMost(span, window).compareTo(kept) <= 0) {
      return;
    }
    reading
        .problems()
        .add(
            Rule.RETENTION,
            node.at(),
            "limits." + key,
            "%s%s is longer than a trail remembers what is over, %d days. Write a shorter one, or"
                    .formatted(
                        span,
                        span.workdays() > 0 ? ", with some days off among them," : "",
                        kept.toDays())
                + " keep more with "
                + Retention.VARIABLE
                + " (days) wherever Gelada writes this trail.");
  }

  private static Duration atMost(Span span, @Nullable Window window) {
    int days = window == null || window.days().isEmpty() ? WORKDAYS : window.days().size();
    return span.workdays() == 0
        ? span.time()
        : Duration.ofDays((long) Math.ceil(span.workdays() * 7.0 / days)).plus(DAYS_OFF);
  }

  private static @Nullable Integer value(FileKeys.@Nullable Cap cap) {
    return cap == null ? null : (Integer) cap.value();
  }

  private @Nullable Window window(Node node) {
    String path = "limits.window";
    if (node instanceof Node.Text text) {
      String expanded = reading.binder().expanded(text, path);
      if (expanded != null && !expanded.equals("always")) {
        reading
            .problems()
            .add(
                Variables.in(text.text()) ? Rule.ENVIRONMENT : Rule.SHAPE,
                node.at(),
                path,
                "'always' or a map belongs here: {days: Mon-Fri, hours: 09:00-15:00, zone: UTC}.");
      }
      return always();
    }
    Node.Table table = reading.table(node, path, "'always' or a map such as {days: Mon-Fri}");
    FileKeys.Window keys =
        table == null ? null : reading.binder().record(FileKeys.Window.class, table, path);
    if (table == null || keys == null) {
      return null;
    }
    if (policy && keys.zone() == null && !keys.always()) {
      reading
          .problems()
          .shape(table.at(), path, "a policy's window needs its 'zone', for example UTC.");
      return null;
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    keys.days().forEach(range -> days.addAll(range.days()));
    return new Window(
        keys.always(),
        days,
        keys.hours().from(),
        keys.hours().to(),
        keys.zone(),
        keys.holidays().stream().map(HolidayCode::code).toList(),
        keys.daysOff());
  }

  private @Nullable Window always() {
    Node.Table table =
        new Node.Table(
            Spot.START,
            true,
            Map.of("always", new Node.Entry(Spot.START, new Node.Text(Spot.START, "true", true))));
    return new LimitsReader(reading, policy).window(table);
  }
}
