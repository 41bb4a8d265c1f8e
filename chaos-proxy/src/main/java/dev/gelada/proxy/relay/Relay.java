package dev.gelada.proxy.relay;

import dev.gelada.proxy.fault.Admits;
import dev.gelada.proxy.fault.Admits.Admission;
import dev.gelada.proxy.fault.Direction;
import dev.gelada.proxy.fault.Streams;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: a client, a server once it is connected to, and a link each way. */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that does not close is closed already
final class Relay {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  /** How far it is. */
  private enum State {
    /** The server is connected to later, or not while a fault is there. */
    HELD,
    DIALLING,
    OPEN,
    OVER
  }

  private final Exchange exchange;
  private final SocketChannel client;
  private final long connection;
  private final Link up;
  private final Link down;
  private final Set<Rule.Tally> met = new HashSet<>();
  private final long acceptedAt;
  private @Nullable SocketChannel server;
  private @Nullable Future<?> dialLater;
  private State state = State.HELD;
  private boolean begun;
  private boolean alone;

  Relay(Exchange exchange, SocketChannel client, long connection) {
    this.exchange = exchange;
    this.client = client;
    this.connection = connection;
    this.up = new Link(this, Direction.UPSTREAM, exchange.memory(), exchange.traffic());
    this.down = new Link(this, Direction.DOWNSTREAM, exchange.memory(), exchange.traffic());
    this.acceptedAt = up.now();
    up.from(client);
    down.connect(client);
  }

  /** Its number, from 1. */
  long connection() {
    return connection;
  }

  EventLoop loop() {
    return client.eventLoop();
  }

  /** What stays is to take little more memory than it counts. */
  ByteBuf snug(ByteBuf bytes) {
    int count = bytes.readableBytes();
    if (bytes.capacity() <= 2 * count) {
      return bytes;
    }
    try {
      return client.alloc().directBuffer(count, count).writeBytes(bytes);
    } finally {
      bytes.release();
    }
  }

  Link opposite(Link link) {
    return link == up ? down : up;
  }

  /** The client is there. */
  void begin() {
    if (begun) {
      return;
    }
    begun = true;
    exchange.add(this);
    List<Rule> rules = exchange.rules();
    up.follow(rules);
    down.follow(rules);
    admit(rules, true);
  }

  /** The rules are others now. */
  void follow(List<Rule> rules) {
    if (!begun) {
      return; // reads them when it begins
    }
    up.follow(rules);
    down.follow(rules);
    if (state == State.HELD) {
      if (dialLater != null) {
        dialLater.cancel(false);
        dialLater = null;
      }
      admit(rules, false);
    }
  }

  private void admit(List<Rule> rules, boolean fresh) {
    long wait = 0;
    alone = false;
    for (Rule rule : rules) {
      if (state == State.HELD
          && rule.fault() instanceof Admits admits
          && rule.strikes(connection)) {
        Admission admission =
            admits.admit(exchange.traffic().open(), Chance.about(rule.seed(), connection));
        if (admission instanceof Admission.Later later) {
          wait += Math.max(0, later.nanos());
        }
        alone |= admission instanceof Admission.Alone;
        if (!(admission instanceof Admission.Go)) {
          count(rule);
        }
        if (fresh && admission instanceof Admission.Reset) {
          reset();
        }
      }
    }
    if (state != State.HELD) {
      return;
    }
    long left = acceptedAt + wait - up.now();
    if (alone) {
      up.start();
    } else if (left <= 0) {
      dial();
    } else {
      dialLater = loop().schedule(this::dial, left, TimeUnit.NANOSECONDS);
    }
  }

  private void count(Rule rule) {
    if (met.add(rule.tally())) {
      rule.tally().applied().increment();
      if (!(rule.fault() instanceof Streams)) { // its link counts it otherwise
        rule.tally().connections().increment();
      }
    }
  }

  private void dial() {
    if (state == State.HELD) {
      state = State.DIALLING;
      alone = false;
      exchange.dialer().dial(loop(), exchange.upstream(), this::dialled, this::undialled);
    }
  }

  private void dialled(SocketChannel to) {
    if (state == State.OVER) {
      to.close();
      return;
    }
    state = State.OPEN;
    server = to;
    down.from(to);
    up.connect(to);
    up.start();
    down.start();
  }

  private void undialled(Throwable cause) {
    LOG.debug("{} cannot be reached: {}", exchange.upstream(), cause.toString());
    if (state != State.OVER) {
      exchange.traffic().failToDial();
      close();
    }
  }

  /** Something ended: closes what has nothing to do any more. */
  void looked() {
    if (state == State.OVER) {
      return;
    }
    if ((up.done() && down.done()) || (alone && server == null && down.over())) {
      close();
      return;
    }
    // a socket whose two halves are done is always ready, so it must not stay
    if (up.sourceEnded() && down.sinkShut()) {
      client.close();
    }
    if (server != null && down.sourceEnded() && up.sinkShut()) {
      server.close();
    }
  }

  /** Ends it by FIN; what is kept is lost. */
  void close() {
    if (state == State.OVER) {
      return;
    }
    state = State.OVER;
    if (dialLater != null) {
      dialLater.cancel(false);
    }
    try {
      up.discard();
      down.discard();
    } finally {
      client.close();
      if (server != null) {
        server.close();
      }
      exchange.ended(this);
    }
  }

  /** Something in it made a mistake: nobody knows any more what was to be sent. */
  void failed(Throwable mistake) {
    LOG.error("connection {} to {} is ended", connection, exchange.upstream(), mistake);
    close();
  }

  /** Ends it by RST. */
  void reset() {
    if (state != State.OVER) {
      linger(client);
      if (server != null) {
        linger(server);
      }
      close();
    }
  }

  private static void linger(SocketChannel channel) {
    try {
      channel.config().setSoLinger(0);
    } catch (ChannelException closed) {
      LOG.trace("nothing to reset", closed);
    }
  }
}
