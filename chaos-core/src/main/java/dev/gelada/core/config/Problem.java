package dev.gelada.core.config;

import java.util.Objects;

/**
 * One thing that is wrong with a file; prints as {@code checkout.yaml:14:5 steps[0]: no attack …}.
 *
 * @param file as it was named
 * @param line from 1
 * @param column from 1
 * @param path of keys and list positions: {@code steps[0].kill-pod.for}; empty for the whole file
 * @param message what is wrong and how to fix it; one line, no secrets
 */
public record Problem(String file, int line, int column, String path, String message) {
  public Problem {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + "  " + (path.isEmpty() ? "" : path + ": ") + message;
  }
}
