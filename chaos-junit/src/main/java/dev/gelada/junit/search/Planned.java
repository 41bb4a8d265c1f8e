package dev.gelada.junit.search;

import dev.gelada.junit.scope.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One fault of a plan.
 *
 * @param sort what it does
 * @param target where
 * @param operation which of the target's operations; empty for any
 * @param failure the class of what is thrown, if something is
 * @param calls numbers of calls, in order; empty for all. Only of {@link Sort.Form#CALLS}
 * @param scale how strong, on the sort's ladder
 * @param start when it begins, on {@link Ladder#START}. Not of {@link Sort.Form#CALLS}
 * @param length how long it stands, on {@link Ladder#LENGTH}. Only of {@link Sort.Form#WINDOW}
 */
record Planned(
    Sort sort,
    String target,
    String operation,
    String failure,
    List<Integer> calls,
    int scale,
    int start,
    int length) {
  Planned {
    calls = calls.stream().distinct().sorted().toList();
  }

  Planned withCalls(List<Integer> other) {
    return new Planned(sort, target, operation, failure, other, scale, start, length);
  }

  Planned withScale(int other) {
    return new Planned(sort, target, operation, failure, calls, other, start, length);
  }

  Planned withStart(int other) {
    return new Planned(sort, target, operation, failure, calls, scale, other, length);
  }

  Planned withLength(int other) {
    return new Planned(sort, target, operation, failure, calls, scale, start, other);
  }

  /** Of another sort, as strong as that can be with at most that many rungs. */
  Planned withSort(Sort other, int rungs) {
    int strongest = Math.min(rungs, other.scale().size()) - 1;
    return new Planned(other, target, operation, failure, calls, strongest, start, length);
  }

  boolean wholeTest() {
    return sort.form() == Sort.Form.CALLS || Ladder.LENGTH.text(length).isEmpty();
  }

  /** After the body's begin. */
  Duration begins() {
    return Duration.ofMillis(Ladder.START.millis(start));
  }

  /** As a file says it, without target and time. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    if (sort.throwing()) {
      settings.put("exception", failure);
    }
    if (!sort.flag().isEmpty()) {
      settings.put(sort.flag(), true);
    }
    if (!sort.scaleKey().isEmpty()) {
      settings.put(sort.scaleKey(), sort.scale().text(scale));
    }
    if (!operation.isEmpty()) {
      settings.put("methods", List.of(operation));
    }
    if (!calls.isEmpty()) {
      settings.put("calls", calls);
    }
    return settings;
  }

  /** How long it stands, as a file says it; empty for what has no end. */
  String lasts(Duration wholeTest) {
    if (sort.form() == Sort.Form.MOMENT) {
      return "";
    }
    return wholeTest() ? wholeTest.toMillis() + "ms" : Ladder.LENGTH.text(length);
  }

  /** To be put in a scope, whose longest time is the whole test. */
  Fault fault() {
    Fault fault = new Fault(sort.attack(), settings(), null);
    return sort.form() == Sort.Form.WINDOW && !wholeTest()
        ? fault.lasting(Duration.ofMillis(Ladder.LENGTH.millis(length)))
        : fault;
  }

  /** In one line, for people; different for different faults. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    words.add(
        "%s on %s%s".formatted(sort.attack(), target, operation.isEmpty() ? "" : "." + operation));
    if (sort.form() == Sort.Form.CALLS) {
      words.add(
          calls.isEmpty()
              ? "every call"
              : (calls.size() == 1 ? "call " : "calls ")
                  + calls.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    } else {
      words.add("from " + Ladder.START.text(start));
      if (sort.form() == Sort.Form.WINDOW) {
        words.add(wholeTest() ? "to the end" : "for " + Ladder.LENGTH.text(length));
      }
    }
    Map<String, Object> rest = settings();
    rest.remove("methods");
    rest.remove("calls");
    rest.forEach((key, value) -> words.add(Boolean.TRUE.equals(value) ? key : key + " " + value));
    return words.get(0) + ": " + String.join("; ", words.subList(1, words.size()));
  }
}
