package dev.gelada.junit;

import dev.gelada.junit.scope.Fault;
import dev.gelada.junit.scope.Nearest;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What is written on a test, its class and the classes around. */
final class Annotations {
  private static final Set<String> OURS = Set.of("target", "id", "lasts", "unused", "attack");

  private Annotations() {}

  /** The faults of a test, those further out first. */
  static List<Wanted> faults(ExtensionContext test) {
    List<Wanted> wanted = new ArrayList<>();
    for (AnnotatedElement element : Nearest.outermostFirst(test)) {
      List<Wanted> here = new ArrayList<>();
      collect(element, here, new HashSet<>());
      for (Wanted each : here) {
        wanted.removeIf(other -> !each.id().isEmpty() && other.id().equals(each.id()));
      }
      wanted.addAll(here);
    }
    return wanted;
  }

  private static void collect(AnnotatedElement element, List<Wanted> into, Set<Class<?>> seen) {
    for (Annotation each : element.getDeclaredAnnotations()) {
      Class<? extends Annotation> type = each.annotationType();
      MakesFault makes = type.getAnnotation(MakesFault.class);
      if (makes != null) {
        into.add(wanted(each, makes));
      } else if (contained(each) instanceof Annotation[] several) {
        for (Annotation one : several) {
          MakesFault of = one.annotationType().getAnnotation(MakesFault.class);
          if (of != null) {
            into.add(wanted(one, of));
          }
        }
      } else if (!type.getName().startsWith("java.") && seen.add(type)) {
        collect(type, into, seen);
      }
    }
  }

  /** What a container of repeated annotations holds; something else for another annotation. */
  private static Object contained(Annotation annotation) {
    return Arrays.stream(annotation.annotationType().getDeclaredMethods())
        .filter(method -> method.getName().equals("value"))
        .filter(method -> Annotation[].class.isAssignableFrom(method.getReturnType()))
        .findFirst()
        .map(method -> read(annotation, method))
        .orElse("");
  }

  private static Wanted wanted(Annotation annotation, MakesFault makes) {
    Function<String, Object> attribute = name -> attribute(annotation, name);
    Fault fault =
        Fault.of(makes.value().isEmpty() ? (String) attribute.apply("attack") : makes.value());
    for (Method method : annotation.annotationType().getDeclaredMethods()) {
      Object value = read(annotation, method);
      if (method.getName().equals("settings")) {
        fault = settings(fault, (String[]) value);
      } else if (!OURS.contains(method.getName()) && !left(method.getName(), value)) {
        fault = fault.with(method.getName(), setting(value));
      }
    }
    String lasts = (String) attribute.apply("lasts");
    return new Wanted(
        (String) attribute.apply("target"),
        lasts.isEmpty() ? fault : fault.lasting(Times.of(lasts)),
        (String) attribute.apply("id"),
        attribute.apply("unused") instanceof Unused unused ? unused : Unused.FAILS);
  }

  private static Fault settings(Fault fault, String[] settings) {
    Fault all = fault;
    for (String setting : settings) {
      int at = setting.indexOf('=');
      if (at < 1) {
        throw new IllegalArgumentException(
            "a setting is like \"delay=300ms\", not \"%s\"".formatted(setting));
      }
      all = all.with(setting.substring(0, at).strip(), setting.substring(at + 1).strip());
    }
    return all;
  }

  /** Whether it says nothing. */
  private static boolean left(String name, Object value) {
    return value.equals("")
        || Boolean.FALSE.equals(value)
        || (value instanceof String[] words && words.length == 0)
        || (value instanceof int[] numbers && numbers.length == 0)
        || (name.equals("probability") && value.equals(1.0));
  }

  private static Object setting(Object value) {
    if (value instanceof Class<?> type) {
      return type.getName();
    }
    if (value instanceof String[] words) {
      return List.of(words);
    }
    if (value instanceof int[] numbers) {
      return Arrays.stream(numbers).boxed().toList();
    }
    return value;
  }

  private static Object attribute(Annotation annotation, String name) {
    return Arrays.stream(annotation.annotationType().getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .map(method -> read(annotation, method))
        .orElse("");
  }

  private static Object read(Annotation annotation, Method method) {
    try {
      method.setAccessible(true);
      return method.invoke(annotation);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
