package dev.gelada.cli;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.gelada.core.plugin.Redactor;
import java.util.Map;

/**
 * The {@code %words} of logback.xml: a message without secrets. Logback makes the object itself, so
 * what is secret has to be told to the class.
 */
public final class LogWords extends ClassicConverter {
  private static volatile Redactor redactor = Redactor.of(Map.of());

  /** From here on without what this one knows. */
  static void clean(Redactor of) {
    redactor = of;
  }

  @Override
  public String convert(ILoggingEvent event) {
    return redactor.clean(event.getFormattedMessage()).replace('\n', ' ');
  }
}
