package dev.gelada.proxy.relay;

import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.Lane;
import dev.gelada.proxy.fault.Stage;
import dev.gelada.proxy.fault.Streams;
import io.netty.buffer.ByteBuf;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One stage in its place in a link. */
final class Node implements Lane {
  static final long NEVER = Long.MAX_VALUE;

  private final Link link;
  private final RandomGenerator random;
  private final Stage stage;
  private Rule rule;
  private @Nullable Node next;
  private long wish = NEVER;
  private boolean ended;

  Node(Link link, Rule rule, Streams fault) {
    this.link = link;
    this.rule = rule;
    this.random = Chance.within(rule.seed(), link.relay().connection(), link.direction());
    this.stage = fault.stage(this);
  }

  Rule rule() {
    return rule;
  }

  Stage stage() {
    return stage;
  }

  void follow(Rule changed) {
    boolean other = !changed.fault().equals(rule.fault());
    rule = changed;
    if (other) {
      stage.change(changed.fault());
    }
  }

  /**
   * Gives the stage bytes. None after the end: a stage before it may have ended the stream early,
   * and be gone by now.
   */
  void take(ByteBuf bytes, long at) {
    if (ended || link.over()) {
      link.lose(bytes);
    } else {
      stage.take(bytes, at);
    }
  }

  /** Gives the stage the end, once. */
  void end(long at) {
    if (!ended && !link.over()) {
      ended = true;
      stage.end(at);
    }
  }

  void before(@Nullable Node following) {
    next = following;
  }

  /** When it is to be woken; {@link #NEVER} is not. */
  long wish() {
    return wish;
  }

  void wakeIfDue(long now) {
    if (wish != NEVER && wish - now <= 0) {
      wish = NEVER;
      stage.wake(now);
    }
  }

  @Override
  public Direction direction() {
    return link.direction();
  }

  @Override
  public long now() {
    return link.now();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void pass(ByteBuf bytes, long at) {
    if (!bytes.isReadable()) {
      bytes.release();
    } else if (next != null) {
      next.take(bytes, at);
    } else {
      link.send(bytes);
    }
  }

  @Override
  public void passEnd(long at) {
    if (next != null) {
      next.end(at);
    } else {
      link.sendEnd();
    }
  }

  @Override
  public void drop(ByteBuf bytes) {
    link.lose(bytes);
  }

  @Override
  public void wakeAt(long nanos) {
    wish = nanos == NEVER ? nanos - 1 : nanos;
    link.chain().wished(wish);
  }

  @Override
  public void sleep() {
    wish = NEVER;
  }

  @Override
  public void applied() {
    rule.tally().applied().increment();
  }

  @Override
  public void answer(ByteBuf bytes) {
    link.answer(bytes);
  }

  @Override
  public void answerEnd() {
    link.answerEnd();
  }

  @Override
  public void close() {
    link.relay().close();
  }

  @Override
  public void reset() {
    link.relay().reset();
  }
}
