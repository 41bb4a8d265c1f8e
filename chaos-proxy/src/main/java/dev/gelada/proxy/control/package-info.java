/**
 * The proxies' control API over HTTP: Toxiproxy's routes, so that its clients drive these proxies
 * unchanged, and routes of our own below {@code /gelada/v1} for what Toxiproxy lacks. {@link
 * dev.gelada.proxy.control.ControlServer} serves them, {@link
 * dev.gelada.proxy.control.StandaloneProxy} is a process of proxies with such a server.
 */
@NullMarked
package dev.gelada.proxy.control;

import org.jspecify.annotations.NullMarked;
