package dev.gelada.junit.search;

import java.util.Arrays;
import java.util.List;

/** What a fault does. Of those for one kind of target the weakest comes first. */
enum Sort {
  SLOW_CALL("call", "call-latency", Form.CALLS, "delay", Ladder.DELAY, ""),
  FAILING_CALL("call", "call-exception", Form.CALLS, "", Ladder.NONE, ""),
  LOST_ANSWER("call", "call-exception", Form.CALLS, "", Ladder.NONE, "afterwards"),
  HANGING_CALL("call", "call-hang", Form.CALLS, "", Ladder.NONE, ""),
  SLOW_BYTES("endpoint", "latency", Form.WINDOW, "delay", Ladder.DELAY, ""),
  FEW_BYTES("endpoint", "bandwidth", Form.WINDOW, "rate", Ladder.RATE, ""),
  RESET("endpoint", "reset", Form.WINDOW, "", Ladder.NONE, ""),
  DOWN("endpoint", "down", Form.WINDOW, "", Ladder.NONE, ""),
  BLACK_HOLE("endpoint", "black-hole", Form.WINDOW, "", Ladder.NONE, ""),
  PAUSED("process", "pause-process", Form.WINDOW, "", Ladder.NONE, ""),
  KILLED("process", "kill-process", Form.MOMENT, "", Ladder.NONE, "");

  private final String on;
  private final String attack;
  private final Form form;
  private final String scaleKey;
  private final Ladder scale;
  private final String flag;

  /** What says when it strikes. */
  enum Form {
    /** Numbers of calls. */
    CALLS,
    /** From when until when. */
    WINDOW,
    /** When. */
    MOMENT
  }

  Sort(String on, String attack, Form form, String scaleKey, Ladder scale, String flag) {
    this.on = on;
    this.attack = attack;
    this.form = form;
    this.scaleKey = scaleKey;
    this.scale = scale;
    this.flag = flag;
  }

  /** The kind of target. */
  String on() {
    return on;
  }

  /** The attack's name in a file. */
  String attack() {
    return attack;
  }

  Form form() {
    return form;
  }

  /** The setting that says how strong it is; empty if there is none. */
  String scaleKey() {
    return scaleKey;
  }

  Ladder scale() {
    return scale;
  }

  /** A setting that is true; empty if there is none. */
  String flag() {
    return flag;
  }

  /** Whether it throws something at the caller. */
  boolean throwing() {
    return this == FAILING_CALL || this == LOST_ANSWER;
  }

  /** Those that can strike where this one can and are weaker, weakest first. */
  List<Sort> weaker() {
    return Arrays.stream(values())
        .filter(other -> other.on.equals(on) && other.compareTo(this) < 0)
        .toList();
  }
}
