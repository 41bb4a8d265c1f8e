package dev.gelada.cli;

import java.util.Arrays;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What plug-ins and libraries would print past the console: their threads' uncaught exceptions, and
 * the JDK's own logging. Both end up as one line without secrets and without a stack trace.
 */
final class PluginNoise extends Handler {
  private final Console console;
  private final Formatter words = new SimpleFormatter();

  private PluginNoise(Console console) {
    this.console = console;
    setLevel(Level.WARNING);
  }

  /** From here on for the whole process. */
  static void quieten(Console console) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> console.problem("thread " + thread.getName() + ": " + failure));
    Logger root = Logger.getLogger("");
    Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
    root.addHandler(new PluginNoise(console));
  }

  @Override
  public void publish(LogRecord logged) {
    if (isLoggable(logged)) {
      console.problem(logged.getLevel().getName() + " " + words.formatMessage(logged));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
