package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.config.Catalogs;
import dev.gelada.core.config.PluginPage;
import dev.gelada.core.plugin.Plugin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gelada list}: what files can name. */
@Command(
    name = "list",
    description = "Lists what files can name; with a name, all of its settings and an example.")
final class ListCommand implements Callable<Integer> {
  private final Wiring wiring;
  private final Console console;

  /** The kinds of plug-in. */
  enum Kind {
    /** Keys of steps. */
    ATTACKS,
    /** Keys of entries of targets. */
    SOURCES,
    /** Keys of entries of probes. */
    PROBES,
    /** Keys of pick. */
    SELECTORS
  }

  @Parameters(
      arity = "0..2",
      paramLabel = "KIND|NAME",
      description =
          "Only attacks, sources, probes or selectors; only the one of that name; or both: attacks"
              + " kill-process.")
  private List<String> words = new ArrayList<>();

  ListCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() throws Complaint {
    Optional<Kind> kind = words.isEmpty() ? Optional.empty() : kind(words.get(0));
    List<String> names = kind.isPresent() ? words.subList(1, words.size()) : words;
    if (names.size() > 1) {
      throw Complaint.usage(
          "'%s' is none of attacks, sources, probes and selectors.".formatted(words.get(0)),
          "Write 'gelada list', 'gelada list attacks' or 'gelada list attacks kill-process'.");
    }
    List<PluginPage> pages = new ArrayList<>();
    try (Gelada gelada = wiring.looking()) {
      for (Kind each : Kind.values()) {
        if (kind.isEmpty() || kind.get() == each) {
          of(each, gelada.catalogs()).forEach(plugin -> pages.add(PluginPage.of(plugin)));
        }
      }
    }
    if (!names.isEmpty()) {
      PluginPage page = named(pages, names.get(0), kind.isEmpty());
      show(page);
      console.document(page);
    } else {
      show(pages);
      console.document(pages);
    }
    return ExitCode.DONE.number();
  }

  private static List<? extends Plugin<?, ?>> of(Kind kind, Catalogs catalogs) {
    return switch (kind) {
      case ATTACKS -> catalogs.attacks().all();
      case SOURCES -> catalogs.sources().all();
      case PROBES -> catalogs.probes().all();
      case SELECTORS -> catalogs.selectors().all();
    };
  }

  private static Optional<Kind> kind(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().equalsIgnoreCase(word))
        .findFirst();
  }

  private static PluginPage named(List<PluginPage> pages, String name, boolean anyKind)
      throws Complaint {
    List<PluginPage> found = pages.stream().filter(page -> page.name().equals(name)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    if (!found.isEmpty()) {
      throw Complaint.usage(
          "more than one thing is named '%s'.".formatted(name),
          "Write its kind too: "
              + found.stream()
                  .map(page -> "gelada list " + page.role() + "s " + name)
                  .collect(Collectors.joining(", "))
              + ".");
    }
    List<String> names = new ArrayList<>(pages.stream().map(PluginPage::name).distinct().toList());
    if (anyKind) {
      Arrays.stream(Kind.values())
          .map(kind -> kind.name().toLowerCase(Locale.ROOT))
          .forEach(names::add);
    }
    throw Complaint.usage(
        "nothing here is named '%s'.%s"
            .formatted(
                name,
                Nearest.to(name, names).map(near -> " Did you mean '" + near + "'?").orElse("")),
        "Known: " + String.join(", ", names) + ".");
  }

  private void show(List<PluginPage> pages) {
    String role = "";
    for (PluginPage page : pages) {
      if (!page.role().equals(role)) {
        console.line(
            (role.isEmpty() ? "" : System.lineSeparator()) + console.headline(page.role() + "s"));
        role = page.role();
      }
      console.line(
          "  %-16s %s%s"
              .formatted(
                  page.name(), page.doc(), page.reversible() ? console.dim(" (needs for)") : ""));
    }
  }

  private void show(PluginPage page) {
    console.line(console.headline(page.name()) + "  " + page.doc());
    if (!page.kinds().isEmpty()) {
      console.line(
          (page.role().equals("attack") ? "attacks: " : "finds: ")
              + String.join(", ", page.kinds()));
    }
    if (page.role().equals("attack")) {
      console.line(page.reversible() ? "is undone, so its step needs 'for'" : "cannot be undone");
    }
    if (!page.settings().isEmpty()) {
      console.line("");
      console.table(
          List.of("SETTING", "TYPE", "DEFAULT", "WHAT"),
          page.settings().stream().map(ListCommand::row).toList());
    }
    if (!page.example().isEmpty()) {
      console.line("");
      page.example().lines().forEach(line -> console.line("  " + line));
    }
  }

  private static List<String> row(PluginPage.Setting setting) {
    String fallback = setting.fallback();
    return List.of(
        setting.name(),
        setting.type(),
        setting.required() ? "required" : fallback == null ? "" : fallback.toLowerCase(Locale.ROOT),
        setting.doc());
  }
}
