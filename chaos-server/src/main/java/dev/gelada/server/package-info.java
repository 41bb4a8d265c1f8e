/** The runner that is always on: a folder of files, the plan of the day, and its strikes. */
@NullMarked
package dev.gelada.server;

import org.jspecify.annotations.NullMarked;
