package dev.gelada.core.call;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import java.util.List;
import java.util.Set;

/** {@code call-answer}: calls that are not made and have another answer. */
@Kinds(CallPoint.KIND)
@Doc("answers calls instead of making them")
public final class CallAnswer implements CallAttack<CallAnswer.Settings> {
  /** What the file says. */
  @Example("call-answer: {target: stock, value: \"0\", methods: [available], for: 10s}")
  public record Settings(
      @Doc("the answer: a number, true, false, a text, the name of a constant; null for nothing")
          @Default("null")
          String value,
      @Doc("names of methods; without any all") @Default("[]") List<String> methods,
      @Doc("share of the calls, 0 to 1") @Default("1") double probability,
      @Doc("numbers of calls, the first is 1; without any all") @Default("[]")
          List<Integer> calls) {
    public Settings {
      methods = List.copyOf(methods);
      calls = List.copyOf(calls);
    }
  }

  @Override
  public String name() {
    return "call-answer";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public CallFault fault(Settings settings) {
    return new CallFault.Answer(type -> Answers.of(settings.value(), type));
  }

  @Override
  public Matching matching(Settings settings) {
    return new Matching(
        Set.copyOf(settings.methods()), settings.probability(), Set.copyOf(settings.calls()));
  }
}
