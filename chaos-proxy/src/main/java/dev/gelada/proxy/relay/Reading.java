package dev.gelada.proxy.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * How much a link reads at once: one read a turn, so that nobody waits long for a busy neighbour,
 * of a size that follows what comes. It grows to 1 MiB for a bulk transfer, because each wake-up of
 * a receiver costs far more than copying, and shrinks again for small messages.
 */
final class Reading implements RecvByteBufAllocator {
  private static final int SMALLEST = 2048;
  private static final int FIRST = 8192;
  private static final int LARGEST = 1 << 20;

  private final Link link;

  Reading(Link link) {
    this.link = link;
  }

  @Override
  @SuppressWarnings("deprecation") // the interface asks for it
  public Handle newHandle() {
    return new OneRead();
  }

  private final class OneRead implements ExtendedHandle {
    private int guess = FIRST;
    private int attempted;
    private int last;
    private boolean small;

    @Override
    public ByteBuf allocate(ByteBufAllocator buffers) {
      return buffers.directBuffer(guess());
    }

    @Override
    public int guess() {
      return (int) Math.min(guess, link.room());
    }

    @Override
    public void reset(ChannelConfig config) {
      last = 0;
    }

    @Override
    public void incMessagesRead(int count) {}

    @Override
    public void lastBytesRead(int bytes) {
      last = bytes;
      if (bytes <= 0) {
        return;
      }
      if (bytes == attempted) {
        guess = Math.min(LARGEST, guess * 4);
        small = false;
      } else if (bytes < guess / 4) {
        if (small) { // twice in a row
          guess = Math.max(SMALLEST, guess / 2);
        }
        small = !small;
      } else {
        small = false;
      }
    }

    @Override
    public int lastBytesRead() {
      return last;
    }

    @Override
    public void attemptedBytesRead(int bytes) {
      attempted = bytes;
    }

    @Override
    public int attemptedBytesRead() {
      return attempted;
    }

    @Override
    public boolean continueReading() {
      return false;
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
      return false;
    }

    @Override
    public void readComplete() {}
  }
}
