package dev.gelada.core.config;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import dev.gelada.core.plan.Schedule;
import dev.gelada.core.plan.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code schedule}. */
final class ScheduleReader {
  /** A date and a time, with an offset or without. */
  static final String MOMENT =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?";

  /** Five fields of what cron knows; the parser behind it takes more and says less. */
  static final String CRON = "[0-9A-Za-z*/,?#-]{1,100}( +[0-9A-Za-z*/,?#-]{1,100}){4}";

  private static final Pattern OFFSET = Pattern.compile(".*(Z|[+-][0-9]{2}:[0-9]{2})");

  private final Reading reading;
  private final Problems problems;

  ScheduleReader(Reading reading) {
    this.reading = reading;
    this.problems = reading.problems();
  }

  /** The schedule; null when there is none or a problem was reported. */
  @Nullable Schedule read(@Nullable Node node, List<String> targets, @Nullable ZoneId zone) {
    Node.Table table =
        node == null ? null : reading.table(node, "schedule", "a map such as {cron: …}");
    if (table == null) {
      return null;
    }
    reading.binder().unknown(table, Keys.SCHEDULE, false, "schedule");
    List<String> written = table.only(Keys.WHEN).entries().keySet().stream().toList();
    if (written.size() != 1) {
      problems.shape(
          written.isEmpty() ? table.at() : table.spot(written.get(1)),
          "schedule",
          "exactly one of " + Words.either(Keys.WHEN) + " belongs here.");
    }
    Node eachNode = table.get("each");
    String each =
        eachNode == null ? null : reading.name(eachNode, "schedule.each", "target", targets);
    if (eachNode == null && targets.size() > 1) {
      problems.add(
          Rule.TARGET,
          table.at(),
          "schedule",
          "'each' is missing, the target whose groups are drawn: " + Words.either(targets) + ".");
    }
    Schedule.When when = null;
    for (String key : written) {
      Node value = Objects.requireNonNull(table.get(key));
      String path = "schedule." + key;
      when =
          switch (key) {
            case "meanTimeBetween" -> mean(value, path);
            case "cron" -> cron(value, path);
            default -> at(value, zone, path);
          };
    }
    return when == null ? null : new Schedule(when, each);
  }

  private Schedule.@Nullable When mean(Node node, String path) {
    if (node instanceof Node.Table table && !Labels.asks(table)) {
      reading.binder().unknown(table, Keys.FROM_LABEL, false, path);
      Keys.FROM_LABEL.stream()
          .filter(key -> table.get(key) == null)
          .sorted()
          .forEach(
              key ->
                  problems.shape(
                      table.at(),
                      path,
                      "'%s' is missing, as in {label: gelada/mean, default: 2 workdays}."
                          .formatted(key)));
      return null;
    }
    Labels labels = new Labels(problems, path);
    Node value = labels.put(node, Map.of());
    Mean mean = reading.binder().record(Mean.class, value, path);
    if (mean == null) {
      return null;
    }
    Span span = mean.meanTimeBetween();
    try {
      Schedule.When.MeanTimeBetween.checked(span);
    } catch (IllegalArgumentException e) {
      problems.add(Rule.MEAN, value.at(), path, e.getMessage() + ".");
      return null;
    }
    return new Schedule.When.MeanTimeBetween(
        span, labels.names().isEmpty() ? null : labels.names().get(0));
  }

  /** The value of {@code meanTimeBetween}, so that it is bound and described like a setting. */
  record Mean(@Shape.Positive Span meanTimeBetween) {}

  private Schedule.@Nullable When cron(Node node, String path) {
    Object bound = reading.binder().bind(new Shape.Value(CRON_FIELDS), node, path);
    return bound == null ? null : new Schedule.When.Cron((String) bound);
  }

  /** Five fields as in crontab(5). */
  static final Scalar<String> CRON_FIELDS =
      Scalar.of(
          "a cron expression of five fields",
          "30 10 * * TUE",
          Scalar.text(CRON),
          ScheduleReader::cron);

  private static String cron(String text) {
    if (!text.matches(CRON)) {
      throw new IllegalArgumentException(
          "The fields are minute, hour, day of the month, month and day of the week.");
    }
    try {
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
          .parse(text)
          .validate();
      return text;
    } catch (RuntimeException e) { // the library lets others than its own through
      throw new Scalar.Unfit(
          Rule.VALUE, "The fields are minute, hour, day of the month, month and day of the week.");
    }
  }

  private Schedule.@Nullable When at(Node node, @Nullable ZoneId zone, String path) {
    Shape shape = new Shape.Items(new Shape.Value(moment(zone)), true);
    Object bound = reading.binder().bind(shape, node, path);
    if (!(bound instanceof List<?> list)) {
      return null;
    }
    List<Instant> moments = new ArrayList<>();
    list.forEach(moment -> moments.add((Instant) moment));
    return new Schedule.When.At(moments.stream().sorted().toList());
  }

  /** A moment; one without an offset is of that zone. */
  static Scalar<Instant> moment(@Nullable ZoneId zone) {
    return Scalar.of(
        "a date and time",
        "2026-12-01T10:30",
        Scalar.text(MOMENT),
        text -> {
          if (!text.matches(MOMENT)) {
            throw new IllegalArgumentException("");
          }
          try {
            return OFFSET.matcher(text).matches()
                ? OffsetDateTime.parse(text).toInstant()
                : local(LocalDateTime.parse(text), zone);
          } catch (DateTimeException e) {
            throw new Scalar.Unfit(Rule.VALUE, "There is no such day or time.");
          }
        });
  }

  private static Instant local(LocalDateTime time, @Nullable ZoneId zone) {
    if (zone == null) {
      throw new Scalar.Unfit(
          Rule.ZONE, "It needs an offset such as +01:00, or a zone in limits.window.");
    }
    if (zone.getRules().getValidOffsets(time).isEmpty()) {
      throw new Scalar.Unfit(Rule.VALUE, "The clocks go forward over it in " + zone + ".");
    }
    return time.atZone(zone).toInstant();
  }
}
