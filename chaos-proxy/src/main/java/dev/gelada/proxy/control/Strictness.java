package dev.gelada.proxy.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Toxiproxy lets pass and a strict server does not, of one request; all of it. */
final class Strictness {
  private final boolean strict;
  private final List<String> problems = new ArrayList<>();

  Strictness(boolean strict) {
    this.strict = strict;
  }

  /**
   * Notes members that nobody reads.
   *
   * @param tolerated those that clients send back as they got them
   */
  Strictness known(Json body, Map<String, Fields.Kind> known, Set<String> tolerated) {
    if (strict && body instanceof Json.Obj object) {
      object.members().stream()
          .map(Json.Member::name)
          .filter(name -> Fields.known(name, known).isEmpty() && !tolerated.contains(name))
          .forEach(
              name ->
                  problems.add(
                      "no field '%s'; there are %s"
                          .formatted(name, String.join(", ", known.keySet()))));
    }
    return this;
  }

  Strictness toxicity(double toxicity) {
    if (strict && !(toxicity >= 0 && toxicity <= 1)) {
      problems.add("toxicity is a number from 0 to 1, not " + new Real(toxicity).text());
    }
    return this;
  }

  Strictness all(List<String> more) {
    if (strict) {
      problems.addAll(more);
    }
    return this;
  }

  /**
   * Ends the request if there was anything.
   *
   * @throws Declined 400 with everything
   */
  void enforce() throws Declined {
    if (!problems.isEmpty()) {
      throw Declined.badBody(String.join("; ", problems));
    }
  }
}
