package dev.gelada.core.call;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import java.util.List;
import java.util.Set;

/** {@code call-exception}: calls that fail, or whose answer is lost. */
@Kinds(CallPoint.KIND)
@Doc("makes calls throw, before they are made or afterwards")
public final class CallException implements CallAttack<CallException.Settings> {
  /** What the file says. */
  @Example(
      "call-exception: {target: gateway, exception: java.io.IOException, probability: 0.3, for: 10s}")
  public record Settings(
      @Doc("class of what is thrown; it has a constructor that takes a message, or none")
          String exception,
      @Doc("its message") @Default("a fault of a test") String message,
      @Doc("true: the call is made, and its answer is lost") @Default("false") boolean afterwards,
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
    return "call-exception";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public CallFault fault(Settings settings) {
    return new CallFault.Fail(
        Thrown.type(settings.exception()),
        Thrown.of(settings.exception(), settings.message()),
        settings.afterwards());
  }

  @Override
  public Matching matching(Settings settings) {
    return new Matching(
        Set.copyOf(settings.methods()), settings.probability(), Set.copyOf(settings.calls()));
  }
}
