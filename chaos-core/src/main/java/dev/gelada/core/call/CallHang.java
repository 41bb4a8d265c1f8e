package dev.gelada.core.call;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import java.util.List;
import java.util.Set;

/** {@code call-hang}: calls that do not come back while it lasts. */
@Kinds(CallPoint.KIND)
@Doc("makes calls wait until the fault is over; then they go on")
public final class CallHang implements CallAttack<CallHang.Settings> {
  /** What the file says. */
  @Example("call-hang: {target: gateway, for: 10s}")
  public record Settings(
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
    return "call-hang";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public CallFault fault(Settings settings) {
    return new CallFault.Hang();
  }

  @Override
  public Matching matching(Settings settings) {
    return new Matching(
        Set.copyOf(settings.methods()), settings.probability(), Set.copyOf(settings.calls()));
  }
}
