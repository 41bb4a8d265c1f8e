package dev.gelada.core.config;

import dev.gelada.core.config.FileKeys.Cap;
import dev.gelada.core.config.FileKeys.Name;
import dev.gelada.core.config.FileKeys.Overridable;
import dev.gelada.core.config.FileKeys.Sentence;
import dev.gelada.core.config.FileKeys.Version;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.plan.GroupPick;
import dev.gelada.core.plan.Rate;
import dev.gelada.core.plan.Span;
import dev.gelada.core.plugin.Secret;
import dev.gelada.core.plugin.Size;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one place where scalar types are registered: parser, example and schema side by side. */
final class Scalars {
  private static final String URI_FORM = "[A-Za-z][A-Za-z0-9+.-]*:[^\\n]+";
  private static final Pattern NOT_BLANK = Pattern.compile("\\S");

  private static final Map<Type, Scalar<?>> KNOWN = new HashMap<>();

  static {
    put(String.class, Scalar.of("text", "checkout", Scalar.text(), text -> text));
    put(Secret.class, new Scalar<>("text", "${TOKEN}", Secret::new, Scalar.text(), true));
    Scalar<Integer> whole =
        Numbers.whole(Integer.MIN_VALUE, Integer.MAX_VALUE, BigDecimal::intValueExact);
    put(int.class, whole);
    put(Integer.class, whole);
    Scalar<Long> longer = Numbers.whole(Long.MIN_VALUE, Long.MAX_VALUE, BigDecimal::longValueExact);
    put(long.class, longer);
    put(Long.class, longer);
    put(double.class, Numbers.decimal());
    put(Double.class, Numbers.decimal());
    put(boolean.class, yesOrNo());
    put(Boolean.class, yesOrNo());
    put(Duration.class, Times.time());
    put(Size.class, Sizes.size());
    put(Span.class, Times.span());
    put(Rate.class, Times.rate());
    put(Amount.class, Numbers.amount());
    put(
        URI.class,
        Scalar.of("a URI", "http://localhost:8080/", Scalar.text(URI_FORM), Scalars::uri));
    put(Path.class, Scalar.of("a path", "/var/lib/gelada", Scalar.text(), Scalars::path));
    // from here on: only the file's own keys have these
    put(GroupPick.class, Numbers.groups());
    put(Cap.class, Numbers.cap());
    put(
        Version.class,
        Scalar.of(
            "a version that this Gelada reads", "1", Numbers.schema(1, 1, ""), Scalars::version));
    put(Name.class, name());
    put(
        Sentence.class,
        Scalar.of(
            "a sentence",
            "The shop answers",
            Map.of("type", Scalar.text().get("type"), "pattern", NOT_BLANK.pattern()),
            Scalars::sentence));
    put(
        Overridable.class,
        oneOf(List.of("window", "perGroup", "cooldown", "minGap", "minAge"), Overridable::new));
    put(ZoneId.class, Calendars.zone());
    put(LocalDate.class, Calendars.date());
    put(HolidayCode.class, Calendars.holidays());
    put(Hours.class, Hours.scalar());
    put(DayRange.class, DayRange.scalar());
  }

  private Scalars() {}

  /** The scalar for a Java type; null when it is none. */
  static @Nullable Scalar<?> of(Type type) {
    if (type instanceof Class<?> c && c.isEnum()) {
      Map<String, Object> byName = new LinkedHashMap<>();
      for (Object constant : c.getEnumConstants()) {
        byName.put(
            ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
      }
      return oneOf(List.copyOf(byName.keySet()), byName::get);
    }
    return KNOWN.get(type);
  }

  private static void put(Class<?> type, Scalar<?> scalar) {
    KNOWN.put(type, scalar);
  }

  /** One of some words; an enum's are its constants in lower case, with hyphens. */
  private static <T> Scalar<T> oneOf(List<String> words, Function<String, T> value) {
    return Scalar.of(
        "one of " + String.join(", ", words),
        words.get(0),
        Map.of("enum", words),
        text -> {
          if (!words.contains(text)) {
            throw new IllegalArgumentException(
                Words.nearest(text, words).map(n -> "Did you mean '" + n + "'?").orElse(""));
          }
          return value.apply(text);
        });
  }

  private static Scalar<Boolean> yesOrNo() {
    return Scalar.of(
        "true or false",
        "true",
        Map.of("enum", List.of(true, false, "true", "false")),
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("");
          }
          return text.equals("true");
        });
  }

  private static Scalar<Name> name() {
    return Scalar.of(
        "a name of lower case letters, digits and '-'",
        "checkout-loses-a-pod",
        // a name may read "true"
        Map.of("type", List.of("string", "boolean"), "pattern", Scalar.whole(Keys.NAME)),
        text -> {
          if (!text.matches(Keys.NAME)) {
            throw new IllegalArgumentException(
                text.length() > 63 ? "It has at most 63 characters." : "");
          }
          return new Name(text);
        });
  }

  private static Version version(String text) {
    try {
      return new Version(Numbers.whole(text, 1, 1));
    } catch (Scalar.Unfit e) {
      throw new Scalar.Unfit(e.rule, "A newer file needs a newer Gelada.");
    }
  }

  private static Sentence sentence(String text) {
    if (!NOT_BLANK.matcher(text).find()) {
      throw new IllegalArgumentException("It is blank.");
    }
    return new Sentence(text);
  }

  private static URI uri(String text) {
    if (!text.matches(URI_FORM)) {
      throw new IllegalArgumentException("It begins with a scheme such as http:.");
    }
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // the exception's message quotes the text, which may hold a password
      throw new Scalar.Unfit(
          Rule.VALUE, e.getIndex() < 0 ? "" : "Character " + (e.getIndex() + 1) + " does not fit.");
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Scalar.Unfit(Rule.VALUE, "");
    }
  }
}
