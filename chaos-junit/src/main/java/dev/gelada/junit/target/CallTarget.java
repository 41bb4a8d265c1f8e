package dev.gelada.junit.target;

import dev.gelada.core.call.CallCount;
import dev.gelada.core.call.CallPoint;
import dev.gelada.core.target.Target;
import dev.gelada.junit.scope.Met;
import dev.gelada.junit.scope.Registered;
import java.util.Optional;

/** A target that is calls: all it holds is the point that they pass. */
abstract class CallTarget extends Registered {
  private final CallPoint point;

  CallTarget(CallPoint point) {
    this.point = point;
  }

  final CallPoint point() {
    return point;
  }

  @Override
  public final String name() {
    return point.name();
  }

  @Override
  public final String kind() {
    return CallPoint.KIND;
  }

  @Override
  public final Optional<Target> look() {
    return point.look();
  }

  @Override
  public final Optional<CallPoint> calls() {
    return Optional.of(point);
  }

  @Override
  public final Met met(String strike) {
    CallCount count = point.count(strike).orElse(new CallCount(0, 0, ""));
    return new Met(count.calls(), count.struck(), count.decisions());
  }

  @Override
  protected final void begin() {
    // it is there
  }

  @Override
  protected final void finish() {
    // and holds nothing
  }
}
