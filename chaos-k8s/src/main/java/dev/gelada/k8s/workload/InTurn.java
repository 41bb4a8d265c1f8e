package dev.gelada.k8s.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks one after the other, each begun when the one before is used up. (A flat map would hold all
 * of an inner stream when it is read by an iterator.)
 */
final class InTurn<T> implements Iterator<T> {
  private final Iterator<Part<T>> parts;
  private @Nullable Iterator<T> now;

  private InTurn(List<Part<T>> parts) {
    this.parts = parts.iterator();
  }

  /** One look. */
  interface Part<T> {
    Stream<T> open() throws IOException;
  }

  /** A step that looks. */
  interface Step<T, R> {
    R take(T value) throws IOException;
  }

  static <T> Stream<T> of(List<Part<T>> parts) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new InTurn<>(parts), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  static <T, R> Function<T, R> unchecked(Step<T, R> step) {
    return value -> {
      try {
        return step.take(value);
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    };
  }

  @Override
  public boolean hasNext() {
    while (now == null || !now.hasNext()) {
      if (!parts.hasNext()) {
        return false;
      }
      try {
        now = parts.next().open().iterator();
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
    return true;
  }

  @Override
  public T next() {
    if (!hasNext() || now == null) {
      throw new NoSuchElementException();
    }
    return now.next();
  }
}
