package dev.gelada.proxy.client;

/** A server that is no server: proxies of this very JVM, known by {@link InsideControls}. */
public non-sealed interface InsideControl extends ControlPoint {}
