package dev.gelada.core.config;

import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads files. Whatever is in one, the answer is a value: the experiment or policy, or all that is
 * wrong with it, each with its place. Looks at nothing but the file and the environment that it was
 * given. Thread-safe.
 */
public final class Loader {
  private final Catalogs catalogs;
  private final Connections with;
  private final Map<String, String> environment;
  private final Redactor redactor;

  /**
   * A loader.
   *
   * @param catalogs what files can name
   * @param with handed to plug-ins, which do not use it before a run
   * @param environment where {@code ${NAME}} is looked up
   * @param redactor learns every secret of a file before anything is said about it
   */
  public Loader(
      Catalogs catalogs, Connections with, Map<String, String> environment, Redactor redactor) {
    this.catalogs = Objects.requireNonNull(catalogs, "catalogs");
    this.with = Objects.requireNonNull(with, "with");
    this.environment = Map.copyOf(environment);
    this.redactor = Objects.requireNonNull(redactor, "redactor");
  }

  /** Reads an experiment. Blocks on the file; one that cannot be read is a problem like others. */
  public Loaded<Experiment> experiment(Path file) {
    return file(file, this::experiment);
  }

  /**
   * Reads an experiment from memory.
   *
   * @param name how problems and the experiment's {@code path} name it
   */
  public Loaded<Experiment> experiment(String name, byte[] bytes) {
    return outcome(
            name,
            bytes,
            (reading, root) -> new ExperimentReader(reading).read(root, name, hash(bytes)))
        .loaded();
  }

  /** Whether a file says that it is a policy and no experiment, right or wrong as it may be. */
  public boolean isPolicy(byte[] bytes) {
    return ExperimentReader.isPolicy(YamlReader.read(bytes, new Problems("", redactor)));
  }

  /** Reads a policy. Blocks on the file; one that cannot be read is a problem like others. */
  public Loaded<Policy> policy(Path file) {
    return file(file, this::policy);
  }

  /**
   * Reads a policy from memory, for example from the trail.
   *
   * @param name how problems name it
   */
  public Loaded<Policy> policy(String name, byte[] bytes) {
    return outcome(
            name, bytes, (reading, root) -> new PolicyReader(reading).read(root, hash(bytes)))
        .loaded();
  }

  /** For the test that holds the schema against this class: which kinds of rules were broken. */
  List<Rule> broken(String name, byte[] bytes) {
    return outcome(
            name,
            bytes,
            (reading, root) -> new ExperimentReader(reading).read(root, name, hash(bytes)))
        .rules();
  }

  /** The same for policies. */
  List<Rule> brokenPolicy(String name, byte[] bytes) {
    return outcome(
            name, bytes, (reading, root) -> new PolicyReader(reading).read(root, hash(bytes)))
        .rules();
  }

  private <T> Outcome<T> outcome(String name, byte[] bytes, Reader<T> reader) {
    Problems problems = new Problems(name, redactor);
    Node root = YamlReader.read(bytes, problems);
    Reading reading = Reading.of(catalogs, with, environment, redactor, problems);
    T value = root == null ? null : reader.read(reading, root);
    Loaded<T> loaded =
        value != null && problems.none()
            ? new Loaded.Ok<>(value)
            : new Loaded.Bad<>(problems.sorted());
    return new Outcome<>(loaded, problems.rules());
  }

  private <T> Loaded<T> file(Path file, Source<T> source) {
    String name = file.toString();
    try (InputStream in = Files.newInputStream(file)) {
      // one byte more than is read, so that a larger file is told apart and never filled in
      return source.read(name, in.readNBytes(YamlReader.LARGEST + 1));
    } catch (IOException e) {
      return new Loaded.Bad<>(List.of(new Problem(name, 1, 1, "", "cannot be read: " + why(e))));
    }
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file.";
    }
    return e instanceof AccessDeniedException
        ? "permission denied."
        : String.valueOf(e.getMessage()) + ".";
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** From a clean tree to a value; null when a problem was reported. */
  private interface Reader<T> {
    @Nullable T read(Reading reading, Node root);
  }

  /** From bytes to what came of them. */
  private interface Source<T> {
    Loaded<T> read(String name, byte[] bytes);
  }

  private record Outcome<T>(Loaded<T> loaded, List<Rule> rules) {}
}
