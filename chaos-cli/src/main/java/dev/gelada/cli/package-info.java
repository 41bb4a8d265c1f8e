/** The command line: one class a subcommand, and the only place that talks to a terminal. */
@NullMarked
package dev.gelada.cli;

import org.jspecify.annotations.NullMarked;
