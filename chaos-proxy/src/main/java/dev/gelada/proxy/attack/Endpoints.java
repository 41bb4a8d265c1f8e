package dev.gelada.proxy.attack;

import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.Secret;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.proxy.client.Controls;
import dev.gelada.proxy.client.Location;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code endpoints}: proxies between clients and a server. They are named in one of two ways:
 *
 * <ul>
 *   <li>{@code {listen, upstream}} declares one. It runs in a process of its own that outlives the
 *       run, since traffic goes through it; with {@code keep: false} it is the run's own and ends
 *       with it.
 *   <li>{@code {control, name}} names one that runs already, in a {@code gelada proxy} or a
 *       Toxiproxy; without a name all of that server.
 * </ul>
 *
 * <p>Each is a group of its own, so that limits count for each by itself, and carries the default
 * opt-in label: nobody is sent through such a proxy but by a person who wanted faults, so whoever
 * put it there has opted in.
 */
@Kinds("endpoint")
@Doc(
    "connections through a proxy that stands between clients and a server: Gelada's or Toxiproxy's")
public final class Endpoints implements SourceType<Endpoints.Settings>, Check {
  static final String KIND = "endpoint";

  /** The label that says where the control API is. */
  private static final String CONTROL = "control";

  /**
   * What the file says.
   *
   * @param listen where a declared proxy listens
   * @param upstream the server behind it
   * @param keep whether it outlives the run; null for true
   * @param control where the control API of a running server is
   * @param name of the proxy; null for any
   * @param names of several proxies
   * @param token for the control API
   */
  @Example(
      "endpoints: {listen: \"127.0.0.1:15432\", upstream: \"db.example:5432\", name: database}")
  public record Settings(
      @Doc("a proxy to be there: host and port where clients connect to it")
          @Nullable String listen,
      @Doc("host and port of the server behind it") @Nullable String upstream,
      @Doc(
              "true: it runs on when the run is over, since clients need it (the default);"
                  + " false: it ends with the run")
          @Nullable Boolean keep,
      @Doc("a proxy that is there: URL of the control API of a gelada proxy or a Toxiproxy")
          @Nullable URI control,
      @Doc("the proxy's name") @Nullable String name,
      @Doc("or several names; without any all proxies of that server")
          @dev.gelada.core.plugin.Default("[]")
          List<String> names,
      @Doc("bearer token of the control API; else the variable GELADA_PROXY_TOKEN holds it")
          @Nullable Secret token) {
    public Settings {
      names = List.copyOf(names);
    }
  }

  @Override
  public String name() {
    return "endpoints";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public TargetSource create(Settings settings, Connections with) {
    URI control = settings.control();
    String listen = settings.listen();
    String upstream = settings.upstream();
    boolean declared = listen != null || upstream != null || settings.keep() != null;
    if (control != null && !declared) {
      return running(settings, control, with);
    }
    if (control == null && listen != null && upstream != null) {
      return declared(
          settings, Address.of("listen", listen), Address.of("upstream", upstream), with);
    }
    throw new IllegalArgumentException(
        "an endpoint is either {listen, upstream}, a proxy to be there, or {control, name}, one"
            + " that is");
  }

  private static TargetSource running(Settings settings, URI control, Connections with) {
    List<String> names = new ArrayList<>(settings.names());
    if (settings.name() != null && !names.isEmpty()) {
      throw new IllegalArgumentException("it has name or names, not both");
    }
    Optional.ofNullable(settings.name()).ifPresent(names::add);
    return new RunningEndpoints(url(control), names, settings.token(), with);
  }

  private static TargetSource declared(
      Settings settings, Address listen, Address upstream, Connections with) {
    if (settings.token() != null || !settings.names().isEmpty()) {
      throw new IllegalArgumentException("token and names go with control, not with listen");
    }
    String name = settings.name() == null ? upstream.toString() : settings.name();
    Declared declared = new Declared(name, listen, upstream);
    return Boolean.FALSE.equals(settings.keep())
        ? new OwnEndpoint(declared, with)
        : new KeptEndpoint(declared, with);
  }

  /**
   * Which of the proxies that were started for good do not answer though their processes run. One
   * that has ended is started again by the next run that needs it.
   */
  @Override
  public List<Refusal> missing(Connections with) throws IOException, InterruptedException {
    return Standing.silent(with.get(Controls.class));
  }

  /** Scheme, host and port alone: paths are ours to choose, and a password has no place there. */
  private static URI url(URI control) {
    boolean http = "http".equals(control.getScheme()) || "https".equals(control.getScheme());
    String path = control.getPath() == null ? "" : control.getPath();
    if (!http
        || control.getHost() == null
        || control.getUserInfo() != null
        || control.getQuery() != null
        || control.getFragment() != null
        || !(path.isEmpty() || path.equals("/"))) {
      throw new IllegalArgumentException(
          "control is like http://127.0.0.1:8474: scheme, host and port, nothing else");
    }
    return URI.create(control.getScheme() + "://" + control.getAuthority());
  }

  /** Where the control API of a victim is; empty if another source found it. */
  static Optional<URI> control(Target victim) {
    return Optional.ofNullable(victim.labels().get(CONTROL))
        .filter(url -> victim.id().kind().equals(KIND))
        .map(URI::create)
        .filter(url -> !Location.elsewhere(victim.id().place(), url));
  }

  /** The label that says it. */
  static String label() {
    return CONTROL;
  }
}
