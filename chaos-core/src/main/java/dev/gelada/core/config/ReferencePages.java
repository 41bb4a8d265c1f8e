package dev.gelada.core.config;

import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Leave;
import dev.gelada.core.plugin.Plugin;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reference pages in Markdown, derived from the plug-ins themselves. */
public final class ReferencePages {
  private ReferencePages() {}

  /** What there is to say about a plug-in, for a list in a terminal. */
  public static PluginPage describe(Plugin<?, ?> plugin) {
    return PluginPage.of(plugin);
  }

  /** The page of one plug-in. */
  public static String page(Plugin<?, ?> plugin) {
    PluginPage page = PluginPage.of(plugin);
    StringBuilder text = new StringBuilder();
    text.append("# ").append(page.name()).append("\n\n");
    text.append(heading(page)).append("\n\n");
    if (!page.doc().isEmpty()) {
      text.append(sentence(page.doc())).append("\n\n");
    }
    if (!page.kinds().isEmpty()) {
      text.append(page.role().equals("attack") ? "Attacks: " : "Finds: ")
          .append(String.join(", ", page.kinds()))
          .append(".\n\n");
    }
    if (plugin instanceof AttackType<?> attack) {
      text.append(leave(attack));
    }
    if (!page.example().isEmpty()) {
      text.append("```yaml\n").append(page.example().strip()).append("\n```\n\n");
    }
    text.append(settings(page));
    return text.toString().strip() + "\n";
  }

  /**
   * The pages of all plug-ins, by file name ({@code attack-kill-process.md}), and a list of them
   * all ({@code README.md}). The same plug-ins give the same text.
   */
  public static Map<String, String> pages(Catalogs catalogs) {
    SortedMap<String, String> pages = new TreeMap<>();
    StringBuilder index =
        new StringBuilder(
            "# Reference\n\nWritten from the plug-ins' settings by a test; not by hand.\n");
    index(index, pages, "Sources", catalogs.sources().all());
    index(index, pages, "Victim selectors", catalogs.selectors().all());
    index(index, pages, "Attacks", catalogs.attacks().all());
    index(index, pages, "Probes", catalogs.probes().all());
    pages.put("README.md", index.toString());
    return pages;
  }

  private static void index(
      StringBuilder index,
      Map<String, String> pages,
      String title,
      List<? extends Plugin<?, ?>> plugins) {
    index.append("\n## ").append(title).append("\n\n");
    for (Plugin<?, ?> plugin : plugins) {
      PluginPage page = PluginPage.of(plugin);
      String file = page.role() + "-" + page.name() + ".md";
      pages.put(file, page(plugin));
      index
          .append("- [")
          .append(page.name())
          .append("](")
          .append(file)
          .append(")")
          .append(page.doc().isEmpty() ? "" : ": " + page.doc())
          .append("\n");
    }
  }

  private static String leave(AttackType<?> attack) {
    String where =
        switch (attack.leave()) {
          case FREE -> "";
          case UNLESS_OWNED -> ", unless the run itself launched the target";
          case ALWAYS -> ", whatever the target";
        };
    return attack.leave() == Leave.FREE
        ? ""
        : "Needs the policy's leave, by its name below `allow: attacks:`" + where + ".\n\n";
  }

  private static String heading(PluginPage page) {
    return switch (page.role()) {
      case "source" -> "A source: a key of an entry of `targets`.";
      case "selector" -> "A victim selector: a key of `pick`.";
      case "probe" -> "A probe: a key of an entry of `probes`; its settings stand beside it.";
      default ->
          page.reversible()
              ? "An attack: a key of a step. It is undone, so the step needs `for`."
              : "An attack: a key of a step. It cannot be undone.";
    };
  }

  private static String settings(PluginPage page) {
    if (page.settings().isEmpty()) {
      return "It has no settings.\n";
    }
    StringBuilder table =
        new StringBuilder("| setting | what | type | default | example |\n|---|---|---|---|---|\n");
    for (PluginPage.Setting setting : page.settings()) {
      String fallback = setting.fallback();
      table
          .append("| `")
          .append(setting.name())
          .append("` | ")
          .append(cell(setting.doc()))
          .append(" | ")
          .append(cell(setting.type()))
          .append(" | ")
          .append(setting.required() ? "required" : fallback == null ? "none" : code(fallback))
          .append(" | ")
          .append(code(setting.example()))
          .append(" |\n");
    }
    page.settings().stream()
        .filter(PluginPage.Setting::lead)
        .filter(setting -> !page.role().equals("attack")) // a step is always a map
        .findFirst()
        .ifPresent(
            lead ->
                table
                    .append("\nThe value of `")
                    .append(lead.name())
                    .append("` may be written without its key: `")
                    .append(page.name())
                    .append(": ")
                    .append(lead.example())
                    .append("`.\n"));
    return table.toString();
  }

  private static String code(String text) {
    return text.isEmpty() ? "empty" : "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  private static String sentence(String clause) {
    return Character.toUpperCase(clause.charAt(0))
        + clause.substring(1)
        + (clause.endsWith(".") ? "" : ".");
  }
}
