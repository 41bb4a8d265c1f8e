package dev.gelada.junit.search;

import dev.gelada.core.plan.Draw;
import dev.gelada.junit.ChaosSeed;
import dev.gelada.junit.scope.FaultRefused;
import dev.gelada.junit.scope.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** The runs of a search. JUnit asks for the next one when the last is over. */
final class SearchRuns implements TestTemplateInvocationContextProvider {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m)");

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), ChaosSearch.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    ChaosSearch wish =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), ChaosSearch.class)
            .orElseThrow();
    Subject subject =
        new Subject(
            context.getRequiredTestClass(),
            context.getRequiredTestMethod(),
            List.of(wish.targets()),
            folder(context));
    int tries = (int) number(context, "chaos.search.tries", wish.tries());
    Bounds bounds = new Bounds(tries, wish.together(), wish.calls(), time(wish.timeout()));
    long seed =
        Nearest.annotation(context, ChaosSeed.class)
            .map(ChaosSeed::value)
            .orElseGet(
                () -> number(context, "chaos.seed", new Draw(0).number("search", subject.id())));
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Runs(new Search(bounds, seed), subject), Spliterator.ORDERED),
        false);
  }

  private static long number(ExtensionContext context, String name, long otherwise) {
    String text = context.getConfigurationParameter(name).orElse("").strip();
    try {
      return text.isEmpty() ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new FaultRefused("%s is a whole number, not '%s'.".formatted(name, text));
    }
  }

  private static Duration time(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new FaultRefused("timeout is a length of time, such as 10s, not '%s'.".formatted(text));
    }
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }

  private static Path folder(ExtensionContext context) {
    return context
        .getConfigurationParameter("chaos.search.folder")
        .map(Path::of)
        .orElseGet(
            () -> {
              boolean gradle =
                  Files.isDirectory(Path.of("build")) && !Files.isDirectory(Path.of("target"));
              return Path.of(gradle ? "build" : "target", "gelada");
            });
  }

  /** One after the other: each is known only when the one before is over. */
  private static final class Runs implements Iterator<TestTemplateInvocationContext> {
    private final Search search;
    private final Subject subject;
    private @Nullable Trying last;

    Runs(Search search, Subject subject) {
      this.search = search;
      this.subject = subject;
    }

    @Override
    public boolean hasNext() {
      if (last != null) {
        search.ended(last.tried());
        last = null;
      }
      return search.more();
    }

    @Override
    public TestTemplateInvocationContext next() {
      Round round = search.next();
      Trying trying = new Trying(search, round, subject);
      last = trying;
      return new TestTemplateInvocationContext() {
        @Override
        public String getDisplayName(int index) {
          return round.title();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
          return List.of(trying);
        }
      };
    }
  }
}
