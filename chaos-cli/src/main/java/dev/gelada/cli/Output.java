package dev.gelada.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A print stream that remembers why it failed: a full disk is trouble, a reader that left none. */
final class Output extends PrintStream {
  private final Sink sink;

  private Output(Sink sink, Charset charset) {
    super(new BufferedOutputStream(sink), false, charset);
    this.sink = sink;
  }

  /** Standard output, in the encoding that {@code System.out} has. */
  static Output standard() {
    String told = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    return to(
        new FileOutputStream(FileDescriptor.out),
        told == null ? Charset.defaultCharset() : Charset.forName(told));
  }

  /** To that stream. */
  static Output to(OutputStream to, Charset charset) {
    return new Output(new Sink(to), charset);
  }

  /** Why not all arrived; empty if all did, and if whoever read it went away, as `head` does. */
  static String trouble(PrintStream stream) {
    if (!stream.checkError()) {
      return "";
    }
    IOException failure = stream instanceof Output output ? output.sink.failure : null;
    String reason = failure == null ? "" : String.valueOf(failure.getMessage());
    if (reason.toLowerCase(Locale.ROOT).contains("pipe")) { // EPIPE has no type of its own
      return "";
    }
    return reason.isEmpty() ? "the reason is not known" : reason;
  }

  private static final class Sink extends FilterOutputStream {
    private volatile @Nullable IOException failure;

    Sink(OutputStream to) {
      super(to);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
