package dev.gelada.k8s.network;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What becomes of a pod's outgoing traffic.
 *
 * @param device the pod's network interface
 * @param qdisc what {@code tc qdisc add dev DEVICE root handle N:} is followed by
 * @param delay the longest that a packet is held back on purpose
 * @param loss percent of the packets that do not arrive
 */
record Shape(String device, List<String> qdisc, Duration delay, double loss) {
  /** Linux allows less than 16 characters, and none that a shell or tc could misread is needed. */
  private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,14}");

  /** netem drops what does not fit its queue, which is 1,000 packets unless said. */
  private static final long LEAST_PACKETS = 1_000;

  /** About 200 MB of the node's memory if it ever fills. */
  private static final long MOST_PACKETS = 100_000;

  /** Full-sized packets that a line of 1.2 Gbit/s brings in 1 ms. */
  private static final long PACKETS_PER_MILLI = 100;

  Shape {
    qdisc = List.copyOf(qdisc);
    if (!DEVICE.matcher(device).matches()) {
      throw new IllegalArgumentException(
          "device is the name of a network interface, like eth0, not '%s'".formatted(device));
    }
  }

  /** Holds packets back. */
  static Shape delay(String device, Duration delay, Duration jitter) {
    Duration longest = delay.plus(jitter);
    long packets =
        Math.min(MOST_PACKETS, Math.max(LEAST_PACKETS, longest.toMillis() * PACKETS_PER_MILLI));
    return new Shape(
        device,
        jitter.isZero()
            ? List.of("netem", "delay", millis(delay), "limit", String.valueOf(packets))
            : List.of(
                "netem", "delay", millis(delay), millis(jitter), "limit", String.valueOf(packets)),
        longest,
        0);
  }

  /** Drops packets. */
  static Shape loss(String device, double percent) {
    return new Shape(
        device, List.of("netem", "loss", decimal(percent) + "%"), Duration.ZERO, percent);
  }

  /** Lets so many bytes through in a second, counted by the kernel with the packets' headers. */
  static Shape rate(String device, long bytes) {
    long burst = Math.max(16_384, bytes / 50); // what a timer of 50 Hz must let through at once
    return new Shape(
        device,
        List.of(
            "tbf", "rate", bytes * 8 + "bit", "burst", String.valueOf(burst), "latency", "400ms"),
        Duration.ZERO,
        0);
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + "ms";
  }

  private static String decimal(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
