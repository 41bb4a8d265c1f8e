/** What every extension is made of: plug-ins, their settings, connections, refusals, time. */
@NullMarked
package dev.gelada.core.plugin;

import org.jspecify.annotations.NullMarked;
