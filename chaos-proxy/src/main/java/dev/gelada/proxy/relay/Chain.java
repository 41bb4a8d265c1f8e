package dev.gelada.proxy.relay;

import dev.gelada.proxy.fault.Streams;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The stages of a link, in the order of the rules, and the one timer that wakes them. */
final class Chain {
  private final Link link;
  private List<Node> nodes = List.of();
  private @Nullable Future<?> alarm;
  private long alarmAt;

  Chain(Link link) {
    this.link = link;
  }

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  /** Whether one of them keeps bytes for a time, however many come. */
  boolean keepsForATime() {
    for (Node node : nodes) {
      if (node.stage().keepsForATime()) {
        return true;
      }
    }
    return false;
  }

  /** Only when there are stages. */
  void take(ByteBuf bytes, long at) {
    nodes.get(0).take(bytes, at);
  }

  /** Only when there are stages. */
  void end(long at) {
    nodes.get(0).end(at);
  }

  /** Takes stages out, changes them and puts new ones in, as the rules are now. */
  void follow(List<Rule> rules) {
    Map<Rule.Tally, Rule> wanted = wanted(rules);
    if (wanted.isEmpty() && nodes.isEmpty()) {
      return;
    }
    List<Node> staying = new ArrayList<>(nodes);
    for (Node node : nodes) {
      if (link.over()) {
        return;
      }
      Rule rule = wanted.get(node.rule().tally());
      if (rule != null) {
        node.follow(rule);
      } else {
        node.stage().leave(); // to the stage behind it, so it is still in its place
        staying.remove(node);
        join(staying);
      }
    }
    if (!link.over()) {
      putIn(wanted, staying);
    }
  }

  private Map<Rule.Tally, Rule> wanted(List<Rule> rules) {
    Map<Rule.Tally, Rule> wanted = new LinkedHashMap<>();
    for (Rule rule : rules) {
      if (rule.direction() == link.direction()
          && rule.fault() instanceof Streams
          && rule.strikes(link.relay().connection())) {
        wanted.put(rule.tally(), rule);
      }
    }
    return wanted;
  }

  private void putIn(Map<Rule.Tally, Rule> wanted, List<Node> staying) {
    Map<Rule.Tally, Node> there = new LinkedHashMap<>();
    staying.forEach(node -> there.put(node.rule().tally(), node));
    List<Node> fresh = new ArrayList<>();
    List<Node> all = new ArrayList<>();
    wanted.forEach(
        (tally, rule) -> {
          Node node = there.get(tally);
          if (node == null && !link.ending()) {
            node = new Node(link, rule, (Streams) rule.fault());
            tally.connections().increment();
            fresh.add(node);
          }
          if (node != null) {
            all.add(node);
          }
        });
    join(all);
    for (Node node : fresh) {
      if (!link.over()) {
        node.stage().begin();
      }
    }
  }

  private void join(List<Node> chain) {
    for (int i = 0; i < chain.size(); i++) {
      chain.get(i).before(i + 1 < chain.size() ? chain.get(i + 1) : null);
    }
    nodes = List.copyOf(chain);
  }

  /** A stage wishes to be woken. */
  void wished(long at) {
    if (link.over() || (alarm != null && alarmAt - at <= 0)) {
      return;
    }
    if (alarm != null) {
      alarm.cancel(false);
    }
    alarmAt = at;
    alarm =
        link.relay()
            .loop()
            .schedule(this::ring, Math.max(0, at - link.now()), TimeUnit.NANOSECONDS);
  }

  private void ring() {
    alarm = null;
    try {
      wakeAll();
    } catch (RuntimeException mistake) {
      link.relay().failed(mistake);
    }
  }

  private void wakeAll() {
    long now = link.now();
    for (Node node : nodes) {
      if (!link.over()) {
        node.wakeIfDue(now);
      }
    }
    link.flush();
    for (Node node : nodes) {
      if (node.wish() != Node.NEVER) {
        wished(node.wish());
      }
    }
  }

  /** Gives up all that the stages keep. */
  void discard() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    List<Node> last = nodes;
    nodes = List.of();
    last.forEach(node -> node.stage().discard());
  }
}
