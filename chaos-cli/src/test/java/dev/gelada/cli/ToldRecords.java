package dev.gelada.cli;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailListenerType;
import dev.gelada.core.trail.TrailRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A platform that is told of every record, and that keeps what it was told. */
public final class ToldRecords implements TrailListenerType {
  static final List<String> TOLD = new CopyOnWriteArrayList<>();

  @Override
  public TrailListener create(Supplier<Connections> with) {
    return new Keeping();
  }

  private static final class Keeping implements TrailListener, AutoCloseable {
    @Override
    public void recorded(TrailRecord written) {
      TOLD.add(written.type().text());
    }

    @Override
    public void close() {
      TOLD.add("closed");
    }
  }
}
