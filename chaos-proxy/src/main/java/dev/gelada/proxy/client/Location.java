package dev.gelada.proxy.client;

import dev.gelada.core.target.Host;
import dev.gelada.core.target.Place;
import java.net.URI;
import java.util.Locale;

/**
 * Where an address leads, in a form that is the same for everybody whom it leads to the same place,
 * and another one elsewhere: a loopback address means another server on each machine.
 */
public final class Location {
  private static final String SCHEME = "proxy";

  private Location() {}

  /** {@code host:port}, with the machine in place of a loopback host. */
  public static String of(String host, int port) {
    return (isLoopback(host) ? machine() : host.toLowerCase(Locale.ROOT)) + ":" + port;
  }

  /** Where the control API of that URL is. */
  public static String of(URI url) {
    int port = url.getPort() > 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    return of(url.getHost(), port);
  }

  /** The place of what is there, whichever server runs there. */
  public static Place place(String location) {
    return new Place(SCHEME, location);
  }

  /** The place of what one server there holds. */
  public static Place place(URI url, String server) {
    return new Place(SCHEME, of(url) + "/" + server);
  }

  /** Whether that place was made for another location than this URL leads to from here. */
  public static boolean elsewhere(Place place, URI url) {
    return !place.scheme().equals(SCHEME) || !place.id().startsWith(of(url) + "/");
  }

  /** Whether only this machine reaches it, so that nobody listening means that it has ended. */
  public static boolean isLoopback(String host) {
    String bare = host.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
    return bare.equals("localhost")
        || bare.equals("::1")
        || bare.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
  }

  /** Whether it leads to proxies of a JVM, which only that JVM reaches. */
  public static boolean isJvm(URI url) {
    return InsideControls.is(url);
  }

  /** Machine and pid name space; containers share machine ids. */
  private static String machine() {
    String[] here = Host.local().place().id().split("/", 3);
    return here.length > 2 ? here[0] + "+" + here[2].replaceAll("[^0-9]", "") : here[0];
  }
}
