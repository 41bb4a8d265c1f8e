/** Talks to servers that hold proxies: a {@code gelada proxy}, or a Toxiproxy. */
@NullMarked
package dev.gelada.proxy.client;

import org.jspecify.annotations.NullMarked;
