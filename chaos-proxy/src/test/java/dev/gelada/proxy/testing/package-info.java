/** Servers and clients that tests put around proxies. */
@NullMarked
package dev.gelada.proxy.testing;

import org.jspecify.annotations.NullMarked;
