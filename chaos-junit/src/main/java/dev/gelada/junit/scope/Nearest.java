package dev.gelada.junit.scope;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What is written on a test, its class with those it extends, and the classes around. */
public final class Nearest {
  private Nearest() {}

  /** The nearest annotation of that type, be it on another annotation. */
  public static <A extends Annotation> Optional<A> annotation(
      ExtensionContext test, Class<A> type) {
    List<AnnotatedElement> elements = new ArrayList<>(outermostFirst(test));
    Collections.reverse(elements);
    return elements.stream()
        .map(element -> AnnotationSupport.findAnnotation(element, type))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The classes around, each after those it extends, and the test itself last. */
  public static List<AnnotatedElement> outermostFirst(ExtensionContext test) {
    List<AnnotatedElement> elements = new ArrayList<>();
    test.getTestMethod().ifPresent(elements::add);
    for (Class<?> at = test.getTestClass().orElse(null); at != null; at = at.getEnclosingClass()) {
      for (Class<?> from = at;
          from != null && !from.equals(Object.class);
          from = from.getSuperclass()) {
        elements.add(from);
      }
    }
    Collections.reverse(elements);
    return elements;
  }
}
