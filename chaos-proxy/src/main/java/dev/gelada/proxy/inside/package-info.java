/** Proxies of this very JVM as attacks reach them: without a request in between. */
@NullMarked
package dev.gelada.proxy.inside;

import org.jspecify.annotations.NullMarked;
