package dev.gelada.core.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What one file does on one date.
 *
 * @param file the name in the file
 * @param date in the file's zone
 * @param open when strikes are allowed on it, in order; empty on a day off
 * @param runs in order of time
 * @param groups how many groups were asked; 0 where none are drawn
 * @param outside moments that the schedule names and that are not in the window: nothing is planned
 *     for them
 * @param troubles why some groups were left out, or all; in words
 */
public record DayPlan(
    String file,
    LocalDate date,
    List<Interval> open,
    List<PlannedRun> runs,
    long groups,
    List<Instant> outside,
    List<String> troubles) {
  public DayPlan {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(date, "date");
    open = List.copyOf(open);
    runs = List.copyOf(runs);
    outside = List.copyOf(outside);
    troubles = List.copyOf(troubles);
  }

  /** SHA-256 over whom and when, hexadecimal: two plans with the same digest are the same plan. */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((file + "\0" + date).getBytes(StandardCharsets.UTF_8));
      for (PlannedRun run : runs) {
        digest.update(
            "\0%s\0%s\0%s"
                .formatted(run.group(), run.when(), run.at())
                .getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
