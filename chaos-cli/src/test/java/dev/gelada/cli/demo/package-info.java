/** The demo, as whoever types it sees it. */
@NullMarked
package dev.gelada.cli.demo;

import org.jspecify.annotations.NullMarked;
