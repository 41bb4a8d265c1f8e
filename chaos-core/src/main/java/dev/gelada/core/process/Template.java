package dev.gelada.core.process;

import java.nio.file.Path;

/**
 * What is put into command, environment and readiness of one replica.
 *
 * @param index its number from 0
 * @param port its port; 0 where none was asked for
 */
record Template(int index, int port) {
  static final String PORT = "{port}";

  String fill(String text) {
    return text.replace("{index}", Integer.toString(index))
        .replace(PORT, Integer.toString(port))
        .replace("{java}", java());
  }

  /** The program of the running JVM; {@code java} from the PATH where the system hides it. */
  private static String java() {
    return ProcessHandle.current()
        .info()
        .command()
        .filter(command -> Path.of(command).getFileName().toString().startsWith("java"))
        .orElseGet(() -> Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
  }
}
