package dev.gelada.proxy.control;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: its requests one after another, each within its time. There is one timer
 * at any moment, for what is waited for then; a client that sends drop by drop does not move it.
 * For the event loop's thread only; requests are answered on another.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the channel closes when something fails
final class Conversation extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  /** Requests sent ahead that are kept; whoever sends more is cut off. */
  private static final int AHEAD = 64;

  private final Desk desk;
  private final Executor threads;
  private final Limits limits;
  private final InstantSource clock;
  private final Deque<Asked> ahead = new ArrayDeque<>();
  private @Nullable Future<?> timer;
  private boolean idle;
  private boolean busy;

  /** A request, and whether others may follow its answer; no call if it could not be read. */
  private record Asked(@Nullable Call call, boolean keepAlive) {}

  Conversation(Desk desk, Executor threads, Limits limits, InstantSource clock) {
    this.clock = clock;
    this.desk = desk;
    this.threads = threads;
    this.limits = limits;
  }

  @Override
  public void channelActive(ChannelHandlerContext client) {
    within(client, limits.read());
  }

  @Override
  public void channelInactive(ChannelHandlerContext client) {
    stopTimer();
    ahead.clear();
  }

  @Override
  public void channelRead(ChannelHandlerContext client, Object message) {
    try {
      if (message instanceof FullHttpRequest request && client.channel().isActive()) {
        ahead.addLast(asked(request));
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
    if (ahead.size() > AHEAD) {
      client.close();
    } else if (!busy) {
      next(client);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext client) {
    if (idle) { // the first bytes of a request
      idle = false;
      within(client, limits.read());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext client, Throwable cause) {
    LOG.debug("a client of the control API went away", cause);
    client.close();
  }

  private static Asked asked(FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return new Asked(null, false);
    }
    try {
      Target target = Target.of(request.uri());
      Call call =
          new Call(
              request.method().name(),
              target,
              target.parameters(),
              request.headers().get(HttpHeaderNames.USER_AGENT, ""),
              request.headers().get(HttpHeaderNames.AUTHORIZATION, ""),
              ByteBufUtil.getBytes(request.content()));
      return new Asked(call, HttpUtil.isKeepAlive(request));
    } catch (IllegalArgumentException malformed) {
      return new Asked(null, false);
    }
  }

  private void next(ChannelHandlerContext client) {
    Asked asked = ahead.pollFirst();
    if (asked == null) {
      return;
    }
    busy = true;
    idle = false;
    client.channel().config().setAutoRead(false);
    Call call = asked.call();
    if (call == null) {
      send(client, Answer.unreadable(), false);
      return;
    }
    Turn turn = new Turn();
    stopTimer();
    timer =
        client
            .executor()
            .schedule(
                () -> finish(client, turn, Answer.empty(503), false),
                limits.handle().toMillis(),
                TimeUnit.MILLISECONDS);
    try {
      threads.execute(
          () -> {
            Answer answer = desk.answer(call);
            if (!client.executor().isShuttingDown()) { // else nobody is left to be answered
              client.executor().execute(() -> finish(client, turn, answer, asked.keepAlive()));
            }
          });
    } catch (RejectedExecutionException full) {
      finish(client, turn, Answer.error(503, "too many requests at once"), false);
    }
  }

  /** A request that is being answered; the first answer counts. */
  private static final class Turn {
    private boolean over;
  }

  private void finish(ChannelHandlerContext client, Turn turn, Answer answer, boolean keepAlive) {
    if (!turn.over) {
      turn.over = true;
      send(client, answer, keepAlive);
    }
  }

  private void send(ChannelHandlerContext client, Answer answer, boolean keepAlive) {
    within(client, limits.write());
    client
        .writeAndFlush(response(answer, keepAlive))
        .addListener(
            (ChannelFuture sent) -> {
              if (!sent.isSuccess() || !keepAlive) {
                client.close();
              } else {
                sent(client);
              }
            });
  }

  private void sent(ChannelHandlerContext client) {
    busy = false;
    idle = true;
    within(client, limits.idle());
    next(client);
    if (!busy) {
      client.channel().config().setAutoRead(true);
    }
  }

  private FullHttpResponse response(Answer answer, boolean keepAlive) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(answer.body()));
    answer.headers().forEach((name, value) -> response.headers().set(name, value));
    response.headers().set(HttpHeaderNames.DATE, DateFormatter.format(Date.from(clock.instant())));
    if (answer.status() != 204) { // which has no body, and must not say so
      HttpUtil.setContentLength(response, answer.body().length);
    }
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, "close");
    }
    return response;
  }

  private void within(ChannelHandlerContext client, Duration time) {
    stopTimer();
    timer =
        client.executor().schedule(() -> client.close(), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
