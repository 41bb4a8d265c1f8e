package dev.gelada.proxy.fault;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Answers the next HTTP/1 request in the server's place and ends the connection. A request is
 * looked for where bytes begin after a pause, as a client sends it that waits for each answer;
 * everything else passes, and so does what flows downstream.
 */
final class Respond implements FaultType {
  private static final int LEAST = 200;
  private static final int MOST = 599;
  private static final int HOUR = 3600;

  @Override
  public String name() {
    return "respond";
  }

  @Override
  public String doc() {
    return "answers HTTP/1.1 requests in the server's place";
  }

  @Override
  public List<Attribute> attributes() {
    return List.of(
        new Attribute("status", "", "by which status; 503 if none", LEAST, MOST, List.of(), false),
        Attribute.number("retry_after", "s", "when to come again; 0 says nothing of it", HOUR));
  }

  @Override
  public Direction usually() {
    return Direction.UPSTREAM;
  }

  @Override
  public Fault create(Attributes attributes) {
    long status = attributes.number("status");
    return new Answer(
        status < LEAST || status > MOST
            ? HttpResponseStatus.SERVICE_UNAVAILABLE.code()
            : (int) status,
        attributes.positive("retry_after"));
  }

  private record Answer(int status, long retryAfter) implements Streams {
    @Override
    public Stage stage(Lane lane) {
      return lane.direction() == Direction.UPSTREAM
          ? new Answering(lane, this)
          : new Noop.Passing(lane);
    }

    ByteBuf bytes() {
      String head =
          "HTTP/1.1 %s\r\n%s%sConnection: close\r\n\r\n"
              .formatted(
                  HttpResponseStatus.valueOf(status),
                  retryAfter > 0 ? "Retry-After: " + retryAfter + "\r\n" : "",
                  status == HttpResponseStatus.NO_CONTENT.code() ? "" : "Content-Length: 0\r\n");
      return Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII);
    }
  }

  private static final class Answering implements Stage {
    private static final List<String> METHODS =
        List.of(
            "GET ",
            "HEAD ",
            "POST ",
            "PUT ",
            "DELETE ",
            "CONNECT ",
            "OPTIONS ",
            "TRACE ",
            "PATCH ");
    private static final Pattern REQUEST = Pattern.compile("[A-Z]+ \\S+ HTTP/1\\.[01]\r?\n");
    private static final int LONGEST = 8192;

    /** The rest of a line that was begun must come within this, else it is none. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    /** A client that was answered gets so long to close; closing first could cost it the answer. */
    private static final long LINGER = TimeUnit.SECONDS.toNanos(5);

    private final Lane lane;
    private final Held held;
    private final StringBuilder line = new StringBuilder();
    private Answer answer;
    private boolean answered;

    Answering(Lane lane, Answer answer) {
      this.lane = lane;
      this.held = new Held(lane);
      this.answer = answer;
    }

    @Override
    public void take(ByteBuf bytes, long at) {
      if (answered) {
        lane.drop(bytes);
        return;
      }
      read(bytes);
      held.add(bytes, at, 0);
      boolean complete = line.length() > 0 && line.charAt(line.length() - 1) == '\n';
      if (complete && isRequest()) {
        answer();
      } else if (complete || line.length() >= LONGEST || !mayBecomeRequest()) {
        passOn();
      } else {
        lane.wakeAt(lane.now() + PATIENCE);
      }
    }

    private void read(ByteBuf bytes) {
      int end = bytes.writerIndex();
      char last = 0;
      for (int i = bytes.readerIndex(); i < end && last != '\n' && line.length() < LONGEST; i++) {
        last = (char) bytes.getUnsignedByte(i);
        line.append(last);
      }
    }

    private boolean mayBecomeRequest() {
      return METHODS.stream()
          .anyMatch(
              method ->
                  method.startsWith(line.substring(0, Math.min(line.length(), method.length()))));
    }

    private boolean isRequest() {
      return mayBecomeRequest() && REQUEST.matcher(line).matches();
    }

    private void answer() {
      answered = true;
      held.discard();
      lane.applied();
      lane.answer(answer.bytes());
      lane.answerEnd();
      lane.wakeAt(lane.now() + LINGER);
    }

    private void passOn() {
      line.setLength(0);
      held.passAll();
    }

    @Override
    public void end(long at) {
      if (answered) {
        lane.passEnd(at);
      } else {
        held.addEnd(at);
        passOn();
      }
    }

    @Override
    public void wake(long now) {
      if (answered) {
        lane.close();
      } else {
        passOn();
      }
    }

    @Override
    public void change(Fault to) {
      answer = (Answer) to;
    }

    @Override
    public void leave() {
      if (answered) {
        lane.sleep();
        lane.close(); // the rest of the request would be the beginning to the server
      } else {
        passOn();
      }
    }

    @Override
    public void discard() {
      held.discard();
    }
  }
}
