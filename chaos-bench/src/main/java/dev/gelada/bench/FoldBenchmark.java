package dev.gelada.bench;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.trail.FileTrailStore;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.Verification;
import dev.gelada.core.trail.Verify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a long trail costs: once at the start of a process, and at each judgement after that. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FoldBenchmark {
  /** Records of the trail; seven a run. */
  @Param({"1000", "100000"})
  int records;

  private Path folder = Path.of("");
  private Path file = Path.of("");
  private Trail open = new Trail(SampleTrail.parts(new MemoryTrailStore())); // until it is written
  private Ledger ledger = Ledger.empty();

  /** Writes the trail. */
  @Setup(Level.Trial)
  public void write() throws IOException {
    folder = Files.createTempDirectory("gelada-fold-");
    file = folder.resolve("trail.jsonl");
    SampleTrail.write(file, records);
    open = new Trail(SampleTrail.parts(FileTrailStore.open(file, new SystemTime())));
    ledger = open.read();
  }

  /** Removes it. */
  @TearDown(Level.Trial)
  public void remove() throws IOException {
    open.close();
    try (var files = Files.list(folder)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(folder);
  }

  /** The first read of a process: parses, checks every hash, folds. */
  @Benchmark
  public Ledger readFromTheFirstRecordOn() throws IOException {
    try (Trail trail = new Trail(SampleTrail.parts(FileTrailStore.open(file, new SystemTime())))) {
      return trail.read();
    }
  }

  /** What {@code gelada trail verify} does. */
  @Benchmark
  public Verification verify() throws IOException {
    return Verify.file(file, null);
  }

  /** Each further read while nobody has written. */
  @Benchmark
  public Ledger readWithNothingNew() throws IOException {
    return open.read();
  }

  /** What a judgement of several victims does for each of them. */
  @Benchmark
  public Ledger asIfOneMoreWereClaimed() {
    return ledger.with(List.of(SampleTrail.claim(1_000_000)), "next", Instant.EPOCH);
  }
}
