package dev.gelada.core.testing;

import dev.gelada.core.plan.Amount;
import dev.gelada.core.plan.Calendar;
import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.Rate;
import dev.gelada.core.plan.Span;
import dev.gelada.core.plan.Window;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Limits as a file or policy might write them; what a test does not mention is not written. */
public final class Written {
  private @Nullable Window window;
  private @Nullable Amount minHealthy;
  private @Nullable Integer maxVictims;
  private @Nullable Rate perGroup;
  private @Nullable Rate total;
  private @Nullable Span cooldown;
  private @Nullable Span minGap;
  private @Nullable Duration minAge;
  private @Nullable Duration maxDuration;
  private @Nullable Integer maxConcurrent;
  private List<String> stopUnless = List.of();

  private Written() {}

  /** Nothing yet. */
  public static Written limits() {
    return new Written();
  }

  /** No limit anywhere, written down, with a zone. */
  public static Written unlimited(String zone) {
    return limits()
        .always(zone)
        .minHealthy(new Amount(0, false))
        .maxVictims(Integer.MAX_VALUE)
        .perGroup(Rate.UNLIMITED)
        .total(Rate.UNLIMITED)
        .cooldown(Span.ZERO)
        .minGap(Span.ZERO)
        .minAge(Duration.ZERO)
        .maxConcurrent(Integer.MAX_VALUE);
  }

  /** Probes that must hold all the time. */
  public Written stopUnless(String... probes) {
    stopUnless = List.of(probes);
    return this;
  }

  /** The careful window in a zone. */
  public Written zone(String zone) {
    return window(false, 9, 15, zone);
  }

  /** Monday to Friday, from hour to hour. */
  public Written hours(int from, int to, String zone) {
    return window(false, from, to, zone);
  }

  /** Always. */
  public Written always(String zone) {
    return window(true, 0, 24, zone);
  }

  private Written window(boolean always, int from, int to, String zone) {
    return window(
        new Window(
            always,
            Calendar.CAREFUL.days(),
            Duration.ofHours(from),
            Duration.ofHours(to),
            ZoneId.of(zone),
            List.of(),
            List.of()));
  }

  public Written window(@Nullable Window said) {
    window = said;
    return this;
  }

  public Written minHealthy(@Nullable Amount said) {
    minHealthy = said;
    return this;
  }

  public Written maxVictims(@Nullable Integer said) {
    maxVictims = said;
    return this;
  }

  public Written perGroup(@Nullable Rate said) {
    perGroup = said;
    return this;
  }

  public Written total(@Nullable Rate said) {
    total = said;
    return this;
  }

  public Written cooldown(@Nullable Span said) {
    cooldown = said;
    return this;
  }

  public Written minGap(@Nullable Span said) {
    minGap = said;
    return this;
  }

  public Written minAge(@Nullable Duration said) {
    minAge = said;
    return this;
  }

  public Written maxDuration(@Nullable Duration said) {
    maxDuration = said;
    return this;
  }

  public Written maxConcurrent(@Nullable Integer said) {
    maxConcurrent = said;
    return this;
  }

  /** As a record. */
  public Limits done() {
    return new Limits(
        window,
        minHealthy,
        maxVictims,
        perGroup,
        total,
        cooldown,
        minGap,
        minAge,
        maxDuration,
        maxConcurrent,
        stopUnless);
  }
}
