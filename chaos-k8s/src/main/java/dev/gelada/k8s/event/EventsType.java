package dev.gelada.k8s.event;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailListenerType;
import java.util.function.Supplier;

/** Tells a workload's owner, by Kubernetes Events, what is done to it and what is refused. */
public final class EventsType implements TrailListenerType {
  @Override
  public TrailListener create(Supplier<Connections> with) {
    return new Events(with);
  }
}
