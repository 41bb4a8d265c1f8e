package dev.gelada.cli.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Secrets of the shapes that real ones have. Every line of each holds the {@link #MARK}. */
enum Canary {
  /** Of a file: characters that change in a URL, in quotes and in JSON. */
  FILE("CaNaRy \"of the\" file/with+every?odd&sign%41"),
  /** A key of several lines. */
  LINES("-----BEGIN CaNaRy KEY-----\nCaNaRyAAAA\nCaNaRyBBBB\n-----END CaNaRy KEY-----\n"),
  /** Longer than what is shown of a value. */
  LONG("CaNaRyeyJhbGciOiJIUzI1NiJ9".repeat(8)),
  /** Of a URL. */
  URL("CaNaRy-url-5f3a"),
  /** Of the environment, for a connector that no file knows. */
  CONNECTOR("CaNaRy-connector-5f3a");

  private static final String MARK = "canary";

  private final String secret;

  Canary(String secret) {
    this.secret = secret;
  }

  String secret() {
    return secret;
  }

  /** As it is written in double quotes in YAML. */
  String quoted() {
    return '"' + secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /** The variables that hold them. */
  static Map<String, String> environment() {
    return Map.of(
        "SHOP_TOKEN",
        LINES.secret(),
        "SHOP_API_KEY",
        LONG.secret(),
        "SHOP_DATABASE",
        "postgresql://shop:" + URL.secret() + "@db.example/shop",
        "LEAKY_PASSWORD",
        CONNECTOR.secret());
  }

  /** Fails if one of them, or a piece of one, stands anywhere in the files below. */
  static void assertSilent(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> below = Files.walk(folder)) {
      files = below.filter(Files::isRegularFile).toList();
    }
    assertThat(files).as("files in " + folder).isNotEmpty();
    for (Path file : files) {
      // one character for each byte, so that nothing is lost in decoding
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(file.toString().toLowerCase(Locale.ROOT)).doesNotContain(MARK);
      assertThat(bytes.toLowerCase(Locale.ROOT)).as(file.toString()).doesNotContain(MARK);
      for (Canary canary : values()) {
        byte[] secret = canary.secret.getBytes(StandardCharsets.UTF_8);
        assertThat(bytes).doesNotContain(Base64.getEncoder().encodeToString(secret));
      }
    }
  }
}
