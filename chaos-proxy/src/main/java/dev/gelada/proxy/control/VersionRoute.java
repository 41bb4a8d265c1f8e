package dev.gelada.proxy.control;

/** Toxiproxy's route for the version, in its very bytes. */
final class VersionRoute {
  private final String version;

  VersionRoute(ControlOptions options) {
    this.version = options.version();
  }

  void join(Routes routes) {
    routes.add(
        "GET",
        "/version",
        (call, names) ->
            Answer.text(
                "application/json;charset=utf-8", "{\"version\": \"%s\"}\n".formatted(version)));
  }
}
