package dev.gelada.core.trail;

/**
 * Is told of each record after it is durable, in order, but for checkpoints: they only sum up. May
 * not block and may not fail the run.
 */
public interface TrailListener {
  /** One record that this process wrote. */
  void recorded(TrailRecord written);
}
