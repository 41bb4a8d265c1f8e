package dev.gelada.core.config;

import dev.gelada.core.config.Shape.OneOrMore;
import dev.gelada.core.config.Shape.Positive;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.plan.Rate;
import dev.gelada.core.plan.Span;
import dev.gelada.core.plan.Watched;
import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Key;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file's own keys as records: bound, checked and documented like a plug-in's settings. */
final class FileKeys {
  private FileKeys() {}

  /** Scalar: the version of the format. */
  record Version(int number) {}

  /** Scalar: an experiment's name. */
  record Name(String text) {}

  /** Scalar: words that are not blank. */
  record Sentence(String text) {}

  /** Scalar: a limit that may be set aside. */
  record Overridable(String limit) {}

  /** Scalar: a number, {@code Integer.MAX_VALUE} for {@code unlimited}. */
  record Cap(int value) {}

  record Head(
      @Doc("the version of the format") Version gelada,
      @Doc("identifies the experiment and its slots") Name name,
      @Doc("the hypothesis in a sentence; goes into every record") Sentence why) {}

  record PolicyHead(
      @Doc("the version of the format") Version policy,
      @Doc("why the rules are as they are") @Nullable Sentence why) {}

  record Limits(
      @Doc("how many of a group stay healthy, a number or a percentage; one when it is not written")
          @Nullable Amount minHealthy,
      @Doc("distinct victims of a run; one when it is not written") @Nullable Cap maxVictims,
      @Doc("occasions of one group, over all files; 1 per workday when it is not written")
          @Nullable Rate perGroup,
      @Doc("victims of this file, in a policy of the trail") @Nullable Rate total,
      @Doc("how long since the group's last strike ended, over all files") @Nullable Span cooldown,
      @Doc("how long since the group's last occasion, over all files") @Nullable Span minGap,
      @Doc("how long a target must have existed") @Nullable Duration minAge,
      @Doc("how long a run may take") @Positive @Nullable Duration maxDuration,
      @Doc("victims with open strikes at a time") @Nullable Cap maxConcurrent) {}

  record Window(
      @Doc("at any time; days and hours then only say what a workday is") @Default("false")
          boolean always,
      @Doc("days of the week") @OneOrMore @Default("[Mon-Fri]") List<DayRange> days,
      @Doc("from the first minute to before the last one") @Default("09:00-15:00") Hours hours,
      @Doc("of all times in the file") @Nullable ZoneId zone,
      @Doc("calendars whose holidays are no workdays") @Default("[]") List<HolidayCode> holidays,
      @Doc("further days off; dates in quotes survive every YAML tool") @Default("[]")
          List<LocalDate> daysOff) {}

  record Watch(
      @Doc("how often it is measured") @Positive @Default("1s") Duration every,
      @Doc("how many misses in a row count as broken") @Positive @Default("3") int failAfter,
      @Doc("what a miss means while the steps run") @Default("abort") Watched.During during,
      @Doc("how long after the steps it may take to hold again") @Positive @Default("60s")
          Duration recoverWithin) {}

  record Hit(
      @Doc("a key of targets; may be left out when there is one") @Nullable String target,
      @Doc("how long the fault lasts") @Positive @Nullable @Key("for") Duration lasts,
      @Doc("longer than the attack itself allows for, from judging to striking")
          @Nullable Duration applyWithin,
      @Doc("longer than the attack itself allows for, from sending to taking effect")
          @Nullable Duration settleTime,
      @Doc("allows an attack that only Gelada can end; the policy must allow it too")
          @Default("false")
          boolean attended,
      @Doc("the rule that must refuse this step; it is judged like any other and never applied")
          @Nullable String refusedBy) {}

  record Until(
      @Doc("a key of probes that must hold before the next step") String until,
      @Doc("after which it counts as broken") @Positive Duration within) {}

  record Pause(@Doc("waits") @Positive Duration pause) {}

  record Ask(@Doc("a game day's question; the answer goes into the trail") Sentence ask) {}

  record Allow(
      @Doc("'optIn: none', and other labels than the default as opt-in") @Default("false")
          boolean optInNone,
      @Doc("attacks that only Gelada can end") @Default("false") boolean attended,
      @Doc("limits of a file that a run may set aside with a reason") @Default("[]")
          List<Overridable> overrides,
      @Doc("attacks that need leave, for example to load a host, and are off unless named here")
          @Default("[]")
          List<String> attacks,
      @Doc("an opt-in by what a group lies in, such as the labels of a namespace") @Default("false")
          boolean optInAround) {}

  record Deny(
      @Doc("names of attacks; * stands for any characters") @Default("[]") List<String> attacks,
      @Doc("names of sources; * stands for any characters") @Default("[]") List<String> sources,
      @Doc("names of groups; * stands for any characters") @Default("[]") List<String> groups) {}
}
