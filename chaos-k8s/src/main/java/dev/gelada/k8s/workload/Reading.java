package dev.gelada.k8s.workload;

import dev.gelada.core.plugin.Matching;
import dev.gelada.k8s.cluster.Selector;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Settings to what they mean; each refusal names the key. No I/O. */
final class Reading {
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9]*");
  private static final Pattern FIELDS =
      Pattern.compile("[A-Za-z.]+(=|==|!=)[^=!,]*(,[A-Za-z.]+(=|==|!=)[^=!,]*)*");
  private static final Set<String> KNOWN =
      Set.of(
          OwnerKind.DEPLOYMENT,
          OwnerKind.STATEFUL_SET,
          OwnerKind.DAEMON_SET,
          OwnerKind.REPLICA_SET,
          OwnerKind.JOB,
          OwnerKind.ROLLOUT,
          OwnerKind.BARE);

  private Reading() {}

  static List<String> namespaces(@Nullable List<String> names) {
    if (names == null) {
      return List.of();
    }
    for (String name : names) {
      if (!NAMESPACE.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "namespaces: '%s' cannot be the name of a namespace; leave the key out for all"
                .formatted(name));
      }
    }
    return names.stream().distinct().toList();
  }

  static Selector labels(@Nullable Matching labels) {
    if (labels == null || (labels.equal().isEmpty() && labels.text().isEmpty())) {
      return Selector.ALL;
    }
    // a map is checked as a text would be: its values must not change what is selected
    Selector equal = Selector.of(labels.equal());
    Selector read = all("labels", labels.text().isEmpty() ? equal.toString() : labels.text());
    if (labels.text().isEmpty() && !read.equals(equal)) {
      throw new IllegalArgumentException(
          "labels: %s cannot be labels; write a selector as one text".formatted(labels.equal()));
    }
    return read;
  }

  /** A selector in text form; everything without one. */
  static Selector all(String key, @Nullable String text) {
    Selector selector = selector(key, text);
    return selector == null ? Selector.ALL : selector;
  }

  static @Nullable Selector selector(String key, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Selector.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  static String fields(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String selector = text.replace(" ", "");
    if (!FIELDS.matcher(selector).matches()) {
      throw new IllegalArgumentException(
          "fields: '%s' is not like status.phase=Running,spec.nodeName!=n1".formatted(text));
    }
    return selector;
  }

  static List<Pattern> names(@Nullable List<String> names) {
    return names == null ? List.of() : names.stream().map(Reading::name).toList();
  }

  private static Pattern name(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "names: '%s' is no regular expression: %s".formatted(text, e.getDescription()), e);
    }
  }

  static Set<String> kinds(@Nullable List<String> kinds) {
    if (kinds == null) {
      return Set.of();
    }
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("kinds: the list is empty");
    }
    for (String kind : kinds) {
      String one = kind.endsWith("s") ? kind.substring(0, kind.length() - 1) : kind;
      if (!KIND.matcher(kind).matches() || (!KNOWN.contains(kind) && KNOWN.contains(one))) {
        throw new IllegalArgumentException(
            "kinds: '%s' is no kind of owner in lower case, one of it; known: %s"
                .formatted(kind, String.join(", ", KNOWN.stream().sorted().toList())));
      }
    }
    return Set.copyOf(kinds);
  }
}
