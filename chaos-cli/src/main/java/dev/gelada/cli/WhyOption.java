package dev.gelada.cli;

import picocli.CommandLine.Option;

/** {@code --why} where it must be given. */
final class WhyOption {
  @Option(
      names = "--why",
      required = true,
      paramLabel = "TEXT",
      description = "The reason, in your words; it goes into the trail.")
  String text = "";

  /** The reason, which is not empty. */
  String given() throws Complaint {
    if (text.isBlank()) {
      throw Complaint.usage("--why is empty.", "Say why; it goes into the trail.");
    }
    return text;
  }
}
