package dev.gelada.proxy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A client and a server that each tell the other something of random length in random pieces, and
 * then end their half, while they listen. Neither ends its half because the other did.
 */
public final class Conversation {
  private static final int PATIENCE = 20_000;

  /** So few pauses that one who takes a byte at a time comes to an end, too. */
  private static final int PAUSES = 60;

  private final Speech up;
  private final Speech down;
  private final Socket client;
  private final Socket server;

  /** Between two sockets that may have a proxy in between. */
  public Conversation(Socket client, Socket server, RandomGenerator random) throws IOException {
    this.client = client;
    this.server = server;
    client.setSoTimeout(PATIENCE);
    server.setSoTimeout(PATIENCE);
    up = new Speech("up", client, server, random);
    down = new Speech("down", server, client, random);
  }

  /** Begins, on four threads. */
  public void start() {
    up.start();
    down.start();
  }

  /** Whether both have heard the end, or will not. */
  public boolean isOver() {
    return up.heardAll.getCount() + down.heardAll.getCount() == 0;
  }

  /** Fails unless each heard exactly what the other said, and its end. */
  public void isWhole() {
    for (Speech speech : new Speech[] {up, down}) {
      assertThat(speech.trouble).as("trouble, %s", speech.name).isNull();
      assertThat(speech.heard).as("bytes, %s", speech.name).isEqualTo(speech.text.length);
      speech.isBeginning();
    }
  }

  /** Fails if somebody heard what was not said. */
  public void isPrefix() {
    up.isBeginning();
    down.isBeginning();
  }

  /** Bytes that were heard. */
  public long delivered() {
    return (long) up.heard + down.heard;
  }

  /** Closes both sockets. */
  public void close() {
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.close();
      } catch (IOException e) {
        // it is closed
      }
    }
  }

  private static final class Speech {
    private final String name;
    private final Socket from;
    private final Socket to;
    private final byte[] text;
    private final byte[] ear;
    private final long speakerSeed;
    private final long listenerSeed;
    private final CountDownLatch heardAll = new CountDownLatch(1);
    private volatile int heard;
    private volatile @Nullable Exception trouble;

    Speech(String name, Socket from, Socket to, RandomGenerator random) {
      this.name = name;
      this.from = from;
      this.to = to;
      text = new byte[random.nextInt(10) == 0 ? random.nextInt(50) : random.nextInt(400_000)];
      new SplittableRandom(random.nextLong()).nextBytes(text);
      ear = new byte[text.length + 1];
      speakerSeed = random.nextLong();
      listenerSeed = random.nextLong();
    }

    void start() {
      thread(this::speak, name + " speaks");
      thread(this::listen, name + " listens");
    }

    private static void thread(Runnable work, String name) {
      Thread thread = new Thread(null, work, name, 128 << 10);
      thread.setDaemon(true);
      thread.start();
    }

    private void speak() {
      SplittableRandom random = new SplittableRandom(speakerSeed);
      int most = 1 + random.nextInt(60_000);
      int pauses = 0;
      try {
        for (int said = 0; said < text.length; ) {
          int count = Math.min(text.length - said, 1 + random.nextInt(most));
          from.getOutputStream().write(text, said, count);
          said += count;
          pauses = pause(random, pauses);
        }
        from.shutdownOutput();
      } catch (IOException e) {
        // the listener sees what was lost
      }
    }

    private void listen() {
      SplittableRandom random = new SplittableRandom(listenerSeed);
      int most = 1 + random.nextInt(60_000);
      int pauses = 0;
      try {
        InputStream in = to.getInputStream();
        int sum = 0;
        int count = 0;
        while (count >= 0 && sum < ear.length) {
          pauses = pause(random, pauses);
          count = in.read(ear, sum, Math.min(ear.length - sum, 1 + random.nextInt(most)));
          sum += Math.max(0, count);
          heard = sum;
        }
      } catch (IOException e) {
        trouble = e;
      } finally {
        heardAll.countDown();
      }
    }

    /** How many pauses there were, counting this one. */
    private static int pause(SplittableRandom random, int before) {
      if (before == PAUSES || random.nextInt(8) > 0) {
        return before;
      }
      LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(3)));
      return before + 1;
    }

    void isBeginning() {
      assertThat(heard).as("bytes, %s", name).isLessThanOrEqualTo(text.length);
      int wrong = Arrays.mismatch(text, 0, heard, ear, 0, heard);
      assertThat(wrong).as("the first wrong byte of %d, %s", heard, name).isEqualTo(-1);
    }
  }
}
