package dev.gelada.proxy.control;

import dev.gelada.proxy.ProxySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file of proxies in Toxiproxy's format: an array of {@code {name, listen, upstream, enabled}}.
 * Each may have {@code faults} as well, in the form of our own routes.
 */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * Reads one.
   *
   * @param strict whether fields that nobody reads are problems; Toxiproxy leaves them out
   * @param clock that a fault's {@code for} counts from
   * @throws IOException with every problem of the file, a line for each, with its place
   */
  public static List<ProxySpec> read(Path file, boolean strict, InstantSource clock)
      throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": it is a folder, not a file of proxies");
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      throw new IOException(file + ": there is no such file", missing);
    }
    List<String> problems = new ArrayList<>();
    List<ProxySpec> proxies = new ArrayList<>();
    try {
      read(JsonReader.only(bytes), strict, clock, proxies, problems);
    } catch (JsonReader.Unreadable wrong) {
      problems.add(wrong.at() + " " + wrong.getMessage());
    }
    if (!problems.isEmpty()) {
      throw new IOException(
          problems.stream().map(problem -> file + ":" + problem).collect(Collectors.joining("\n")));
    }
    return proxies;
  }

  private static void read(
      Json json,
      boolean strict,
      InstantSource clock,
      List<ProxySpec> proxies,
      List<String> problems) {
    if (!(json instanceof Json.Arr array)) {
      problems.add(json.at() + " a file of proxies is an array of them");
      return;
    }
    Wanted wanted = new Wanted(clock);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < array.items().size(); i++) {
      Json item = array.items().get(i);
      String path = "[" + i + "]";
      Optional<ProxySpec> proxy = wanted.proxy(item, path, strict, problems);
      if (proxy.isPresent() && !names.add(proxy.get().name())) {
        problems.add(
            "%s %s has the name of another: %s".formatted(item.at(), path, proxy.get().name()));
      }
      proxy.ifPresent(proxies::add);
    }
  }
}
