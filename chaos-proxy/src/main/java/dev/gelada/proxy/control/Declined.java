package dev.gelada.proxy.control;

import dev.gelada.proxy.ProxyTrouble;

/** A request that is answered with an error. */
final class Declined extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String kind;

  /**
   * @param status HTTP's
   * @param kind a word for programs; only our own routes show it
   */
  Declined(int status, String kind, String message) {
    super(message);
    this.status = status;
    this.kind = kind;
  }

  static Declined badBody(String detail) {
    return new Declined(400, "bad-request", "bad request body: " + detail);
  }

  static Declined missing(String field) {
    return new Declined(400, "bad-request", "missing required field: " + field);
  }

  static Declined noProxy() {
    return new Declined(404, "no-proxy", "proxy not found");
  }

  static Declined noToxic() {
    return new Declined(404, "no-fault", "toxic not found");
  }

  /** In Toxiproxy's words, where it has any. */
  static Declined of(ProxyTrouble trouble) {
    return switch (trouble.kind()) {
      case NO_PROXY -> noProxy();
      case NO_FAULT -> noToxic();
      case PROXY_EXISTS -> new Declined(409, "proxy-exists", "proxy already exists");
      case FAULT_EXISTS -> new Declined(409, "fault-exists", "toxic already exists");
      case ENDED, OTHER_PROXY, LISTEN -> plainly(trouble);
    };
  }

  /** In the trouble's own words. */
  static Declined plainly(ProxyTrouble trouble) {
    String said = String.valueOf(trouble.getMessage());
    return switch (trouble.kind()) {
      case NO_PROXY -> new Declined(404, "no-proxy", said);
      case NO_FAULT -> new Declined(404, "no-fault", said);
      case PROXY_EXISTS -> new Declined(409, "proxy-exists", said);
      case FAULT_EXISTS -> new Declined(409, "fault-exists", said);
      case ENDED -> new Declined(410, "ended", said);
      case OTHER_PROXY -> new Declined(409, "other-proxy", said);
      case LISTEN -> new Declined(500, "listen", said);
    };
  }

  int status() {
    return status;
  }

  String kind() {
    return kind;
  }

  String said() {
    return String.valueOf(getMessage());
  }
}
