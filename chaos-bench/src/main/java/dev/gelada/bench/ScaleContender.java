package dev.gelada.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One way to choose a victim and take it: a process of its own, which reaches the API server by a
 * relay that counts bytes. Requests are counted in the server's audit log.
 */
final class ScaleContender implements AutoCloseable {
  private final Path log;
  private final CountingRelay relay;
  private final Process process;
  private final Writer in;
  private final BufferedReader out;
  private final List<Round> rounds = new ArrayList<>();
  private String requests = "";
  private long live;

  /**
   * One round.
   *
   * @param ms from the first request to the answer of the last one
   * @param peak resident memory so far, in KiB
   * @param bytes from the server
   * @param requests to it
   */
  private record Round(long ms, long peak, long bytes, long requests) {}

  /**
   * All rounds at one size.
   *
   * @param first ms of the first round of the process
   * @param ms of a later one, the median
   * @param least ms of a later one
   * @param most ms of a later one
   * @param bytes from the server in one later round, the median
   * @param requests of one later round, the median
   * @param peak resident memory in MiB, after all rounds
   * @param live heap in MiB that a collection leaves, with all still held that a round holds
   */
  record Figures(
      long first,
      long ms,
      long least,
      long most,
      long bytes,
      long requests,
      long peak,
      double live) {}

  ScaleContender(ScaleCluster cluster, List<String> line) throws IOException {
    log = cluster.auditLog();
    relay = new CountingRelay(cluster.port());
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("KUBECONFIG", cluster.kubeconfig(relay.port()).toString());
    process = builder.start();
    in = process.outputWriter(StandardCharsets.UTF_8);
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Ours or the imitation, in a Java virtual machine. */
  static List<String> java(String heap, String... what) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of(heap, "-XX:+UseSerialGC", "-Dslf4j.internal.verbosity=ERROR"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add(ScaleRounds.class.getName());
    line.addAll(List.of(what));
    return line;
  }

  void round() throws IOException {
    long bytes = relay.bytes();
    long from = Files.size(log);
    String[] answer = ask("");
    requests = tail(log, from);
    rounds.add(
        new Round(
            Long.parseLong(answer[0]),
            Long.parseLong(answer[1]),
            relay.bytes() - bytes,
            requests.lines().count()));
  }

  /** A round that counts for nothing but this: collections in the middle of it take time. */
  void live() throws IOException {
    live = Long.parseLong(ask("live")[2]);
  }

  private String[] ask(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    String answer = out.readLine();
    if (answer == null) {
      throw new IOException("the measured process ended");
    }
    return answer.split(" ");
  }

  /** Lines of the server's audit log about the last round. */
  String requests() {
    return requests;
  }

  /**
   * @param warm rounds that are left out
   */
  Figures figures(int warm) {
    List<Round> later = rounds.subList(warm, rounds.size());
    long[] ms = later.stream().mapToLong(Round::ms).sorted().toArray();
    return new Figures(
        rounds.get(0).ms(),
        ms[ms.length / 2],
        ms[0],
        ms[ms.length - 1],
        median(later.stream().mapToLong(Round::bytes).toArray()),
        median(later.stream().mapToLong(Round::requests).toArray()),
        rounds.get(rounds.size() - 1).peak() / 1024,
        live / 1024.0);
  }

  private static long median(long[] all) {
    Arrays.sort(all);
    return all[all.length / 2];
  }

  static String tail(Path log, long from) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    relay.close();
  }
}
