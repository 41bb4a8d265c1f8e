package dev.gelada.core.plugin;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
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

  /** The part of a URI that holds a password, also where the rest is no URI. */
  private static final Pattern USER_INFO = Pattern.compile("//([^/?#]*)@");

  /** A name alone is a password in web addresses only: elsewhere it is the name of an account. */
  private static final Pattern WITH_PASSWORD =
      Pattern.compile("//[^/?#\\s:]*:[^/?#\\s]*@|https?://[^/?#\\s]*@");

  /** A percent sign that begins no escape; a decoder would throw at it. */
  private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  /** What text that was shortened ends with. */
  private static final char CUT = '\u2026';

  /** Shorter ones would blot out ordinary words. */
  private static final int SHORTEST = 6;

  /** Longest first, so that a secret which holds another one goes as a whole. */
  private final ConcurrentSkipListSet<String> secrets =
      new ConcurrentSkipListSet<>(
          Comparator.comparingInt(String::length).reversed().thenComparing(v -> v));

  /**
   * One that knows every variable of the environment whose name says that it is a secret, and the
   * passwords in all URLs.
   */
  public static Redactor of(Map<String, String> environment) {
    Redactor redactor = new Redactor();
    environment.forEach(
        (name, value) -> {
          if (namesSecret(name)) {
            redactor.add(value);
          }
          if (WITH_PASSWORD.matcher(value).find()) {
            redactor.addPasswords(value);
          }
        });
    return redactor;
  }

  /** Whether a variable or setting of that name holds a secret. */
  public static boolean namesSecret(String name) {
    return !FOLDERS.contains(name) && SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  /**
   * Remembers one, also as it stands in a URL or in quotes, and each of its lines: messages are
   * shown by their first. Shorter than 6 characters is not remembered: it would blot out ordinary
   * words.
   */
  public void add(String secret) {
    remember(secret);
    secret.lines().map(String::strip).forEach(this::remember);
  }

  private void remember(String secret) {
    if (secret.length() >= SHORTEST) {
      secrets.add(secret);
      secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
      secrets.add(
          secret
              .replace("\\", "\\\\")
              .replace("\"", "\\\"")
              .replace("\n", "\\n")
              .replace("\t", "\\t"));
    }
  }

  /** The text without the passwords of its URIs, known or not. */
  public static String withoutPasswords(String text) {
    return USER_INFO.matcher(text).replaceAll("//***@");
  }

  /**
   * Remembers the password of every URI in the text, right or wrong, as written and decoded: either
   * may come back in an error.
   */
  public void addPasswords(String text) {
    Matcher matcher = USER_INFO.matcher(text);
    while (matcher.find()) {
      String info = matcher.group(1);
      String password = info.substring(info.indexOf(':') + 1);
      add(password);
      String escaped = LONE_PERCENT.matcher(password).replaceAll("%25").replace("+", "%2B");
      add(URLDecoder.decode(escaped, StandardCharsets.UTF_8));
    }
  }

  /** The text without any known secret, and without the beginning of one that was cut off by …. */
  public String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    for (int cut = clean.indexOf(CUT); cut >= 0; cut = clean.indexOf(CUT, cut + 1)) {
      int begin = cut - longestBeginning(clean, cut);
      clean = begin == cut ? clean : clean.substring(0, begin) + "***" + clean.substring(cut);
      cut = clean.indexOf(CUT, begin);
    }
    return clean;
  }

  /** How much of a secret stands right before that place. */
  private int longestBeginning(String text, int end) {
    int longest = 0;
    for (String secret : secrets) {
      for (int length = Math.min(end, secret.length() - 1);
          length >= Math.max(SHORTEST, longest + 1);
          length--) {
        if (text.regionMatches(end - length, secret, 0, length)) {
          longest = length;
        }
      }
    }
    return longest;
  }

  /** Whether a known secret stands in the text. */
  public boolean finds(String text) {
    return secrets.stream().anyMatch(text::contains);
  }
}
