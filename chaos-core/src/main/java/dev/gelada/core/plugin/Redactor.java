package dev.gelada.core.plugin;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * Keeps known secrets out of text: records, reports, errors, exceptions of providers. Knows secrets
 * by value, so it does not matter which way one took. Thread-safe.
 */
public final class Redactor {
  private static final Pattern SECRET_NAME =
      Pattern.compile("secret|token|passw|pwd|credential|private|api_?key|access_?key|auth");

  /** Every shell sets them, and the folder that one works in stands in every path. */
  private static final Set<String> FOLDERS = Set.of("PWD", "OLDPWD");

  /** Shorter ones would blot out ordinary words. */
  private static final int SHORTEST = 6;

  /** Longest first, so that a secret which holds another one goes as a whole. */
  private final ConcurrentSkipListSet<String> secrets =
      new ConcurrentSkipListSet<>(
          Comparator.comparingInt(String::length).reversed().thenComparing(v -> v));

  /** One that knows every variable of the environment whose name says that it is a secret. */
  public static Redactor of(Map<String, String> environment) {
    Redactor redactor = new Redactor();
    environment.forEach(
        (name, value) -> {
          if (namesSecret(name)) {
            redactor.add(value);
          }
        });
    return redactor;
  }

  /** Whether a variable or setting of that name holds a secret. */
  public static boolean namesSecret(String name) {
    return !FOLDERS.contains(name) && SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  /**
   * Remembers one. Shorter than 6 characters is not remembered: it would blot out ordinary words.
   */
  public void add(String secret) {
    if (secret.length() >= SHORTEST) {
      secrets.add(secret);
    }
  }

  /** The text without any known secret. */
  public String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    return clean;
  }

  /** Whether a known secret stands in the text. */
  public boolean finds(String text) {
    return secrets.stream().anyMatch(text::contains);
  }
}
