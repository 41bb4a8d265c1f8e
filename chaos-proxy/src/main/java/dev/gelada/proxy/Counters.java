package dev.gelada.proxy;

/**
 * What went through a proxy since it was made; live.
 *
 * @param accepted connections that were accepted
 * @param open connections that are open
 * @param undialled connections that ended because the server could not be reached
 * @param upstreamReceived bytes received from clients
 * @param upstreamSent bytes sent to the server
 * @param downstreamReceived bytes received from the server
 * @param downstreamSent bytes sent to clients
 */
public record Counters(
    long accepted,
    long open,
    long undialled,
    long upstreamReceived,
    long upstreamSent,
    long downstreamReceived,
    long downstreamSent) {}
