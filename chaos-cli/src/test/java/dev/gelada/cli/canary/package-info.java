/** Plug-ins that blurt out secrets, and the test that nobody hears them. */
@NullMarked
package dev.gelada.cli.canary;

import org.jspecify.annotations.NullMarked;
