/**
 * The fault proxy: TCP proxies that put faults between clients and servers, for use in this JVM.
 * {@link dev.gelada.proxy.Proxies#start} begins.
 */
@NullMarked
package dev.gelada.proxy;

import org.jspecify.annotations.NullMarked;
