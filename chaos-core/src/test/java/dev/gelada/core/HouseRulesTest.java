package dev.gelada.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no compiler checks: habits of the sources of all modules. */
class HouseRulesTest {
  private static final int LONGEST = 300;
  private static final Pattern TOP_LEVEL =
      Pattern.compile(
          "^(public )?(?:(?:abstract|final|sealed|non-sealed|strictfp) )*"
              + "(?:class|interface|record|enum|@interface) (\\w+)");

  @Test
  void every_public_type_says_what_it_promises() {
    assertThat(complaints(HouseRulesTest::undocumented)).isEmpty();
  }

  @Test
  void no_file_is_long_without_a_reason() {
    assertThat(complaints(HouseRulesTest::tooLong)).isEmpty();
  }

  @Test
  void nothing_is_left_to_do_and_nobody_signs() {
    assertThat(complaints(HouseRulesTest::leftover)).isEmpty();
  }

  @Test
  void one_class_ends_the_process() {
    assertThat(sources())
        .filteredOn(source -> source.lines().stream().anyMatch(l -> l.contains("System.exit(")))
        .extracting(source -> source.path().getFileName().toString())
        .containsOnly("Main.java");
  }

  @Test
  void every_package_is_null_marked() {
    List<Path> folders = sources().stream().map(s -> s.path().getParent()).distinct().toList();

    assertThat(folders)
        .allSatisfy(
            folder ->
                assertThat(folder.resolve("package-info.java"))
                    .exists()
                    .content()
                    .contains("@NullMarked"));
  }

  @Test
  void package_private_comes_first() {
    List<Boolean> open =
        sources().stream()
            .flatMap(source -> source.lines().stream().map(TOP_LEVEL::matcher))
            .filter(Matcher::find)
            .map(type -> type.group(1) != null)
            .toList();
    long closed = open.stream().filter(isPublic -> !isPublic).count();

    System.out.printf(
        "%d of %d top-level types (%d %%) are package-private; the aim is 40 %%%n",
        closed, open.size(), 100 * closed / open.size());
    assertThat(open).isNotEmpty();
  }

  @Test
  void the_rules_see_what_breaks_them() {
    Source bad =
        new Source(
            Path.of("Bad.java"),
            List.of("// TODO: later", " * @author me", "@Deprecated", "public final class Bad {}"));
    List<String> many = new ArrayList<>(List.of("final class Long {}"));
    many.addAll(Collections.nCopies(LONGEST, ""));

    assertThat(undocumented(bad)).hasValue("Bad.java:4: public type Bad has no Javadoc");
    assertThat(leftover(bad)).hasValueSatisfying(c -> assertThat(c).startsWith("Bad.java:1:"));
    assertThat(tooLong(new Source(Path.of("Long.java"), many))).isPresent();
    many.set(0, "// long because it is one table");
    assertThat(tooLong(new Source(Path.of("Long.java"), many))).isEmpty();
  }

  private static Optional<String> undocumented(Source source) {
    List<String> lines = source.lines();
    for (int i = 0; i < lines.size(); i++) {
      Matcher type = TOP_LEVEL.matcher(lines.get(i));
      if (type.find() && type.group(1) != null && !documented(lines, i)) {
        return source.at(i, "public type " + type.group(2) + " has no Javadoc");
      }
    }
    return Optional.empty();
  }

  /** Whether a Javadoc comment ends above, but for annotations and comments in between. */
  private static boolean documented(List<String> lines, int type) {
    for (int i = type - 1; i >= 0; i--) {
      String line = lines.get(i).strip();
      if (line.endsWith("*/")) {
        return true;
      }
      if (line.isEmpty() || line.startsWith("import ") || line.startsWith("package ")) {
        return false;
      }
    }
    return false;
  }

  private static Optional<String> tooLong(Source source) {
    boolean defended = source.lines().stream().anyMatch(line -> line.contains("// long because "));
    return source.lines().size() > LONGEST && !defended
        ? source.at(
            LONGEST,
            "%d lines are more than %d; split it, or say '// long because …'"
                .formatted(source.lines().size(), LONGEST))
        : Optional.empty();
  }

  private static Optional<String> leftover(Source source) {
    Pattern leftover = Pattern.compile("\\b(TODO|FIXME)\\b|@author\\b");
    for (int i = 0; i < source.lines().size(); i++) {
      Matcher found = leftover.matcher(source.lines().get(i));
      if (found.find()) {
        return source.at(i, "'" + found.group() + "' does not belong in a source");
      }
    }
    return Optional.empty();
  }

  private static List<String> complaints(Rule rule) {
    return sources().stream().flatMap(source -> rule.broken(source).stream()).toList();
  }

  /** Main sources of every module; tests run in their module's folder. */
  private static List<Source> sources() {
    List<Source> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path main : modules.map(m -> m.resolve("src/main/java")).sorted().toList()) {
        if (Files.isDirectory(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
              sources.add(new Source(file, Files.readAllLines(file)));
            }
          }
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return sources;
  }

  private interface Rule {
    Optional<String> broken(Source source);
  }

  private record Source(Path path, List<String> lines) {
    Optional<String> at(int index, String what) {
      return Optional.of(path + ":" + (index + 1) + ": " + what);
    }
  }
}
