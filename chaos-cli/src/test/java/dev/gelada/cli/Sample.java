package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A how-to page taken at its word: every block below a line that is only a path becomes that file,
 * and Java is compiled as somebody else's build would.
 *
 * @param files text by path, as on the page
 * @param jar of {@code src/main}
 * @param testClasses of {@code src/test}
 */
record Sample(Map<String, String> files, Path jar, Path testClasses) {
  private static final Pattern FILE =
      Pattern.compile(
          "^`([\\w./-]+)`\\n\\n```\\w+\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  static Sample of(Path page, Path folder) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    Matcher block = FILE.matcher(Files.readString(page));
    while (block.find()) {
      files.put(block.group(1), block.group(2));
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Path classes = folder.resolve("target/classes");
    Path testClasses = folder.resolve("target/test-classes");
    compile(folder.resolve("src/main/java"), classes, "");
    compile(folder.resolve("src/test/java"), testClasses, classes + ":");
    Path jar = folder.resolve("target/sample.jar");
    pack(jar, List.of(classes, folder.resolve("src/main/resources")));
    return new Sample(files, jar, testClasses);
  }

  private static void compile(Path sources, Path classes, String before) throws IOException {
    Files.createDirectories(classes);
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    List<Path> java = below(sources).filter(f -> f.toString().endsWith(".java")).toList();
    assertThat(java).as("sources in " + sources).isNotEmpty();
    List<String> options =
        List.of(
            "--release",
            "17",
            "-Xlint:all,-path",
            "-Werror",
            "-proc:none",
            "-d",
            classes.toString(),
            "-cp",
            before + System.getProperty("java.class.path"));
    java.io.StringWriter words = new java.io.StringWriter();
    try (var manager = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          javac
              .getTask(
                  words, manager, null, options, null, manager.getJavaFileObjectsFromPaths(java))
              .call();
      assertThat(compiled).as(words.toString()).isTrue();
    }
  }

  private static void pack(Path jar, List<Path> folders) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Path folder : folders) {
        for (Path entry : below(folder).toList()) {
          out.putNextEntry(new JarEntry(folder.relativize(entry).toString()));
          Files.copy(entry, out);
        }
      }
    }
  }

  private static Stream<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }
}
