package dev.gelada.proxy.client;

import java.io.IOException;

/** A server of proxies heard what it was asked, and said no; its words are the message. */
public final class ServerRefused extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ServerRefused(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Whether what was asked is at fault, and not the server or the machine that it runs on. */
  public boolean isMistake() {
    return status >= 400 && status < 500;
  }

  /** What whoever asked can do about it, for the command line; empty if nothing is known. */
  public String remedy() {
    return switch (status) {
      case 400 -> "'gelada proxy --help' and that of its commands say what can be written.";
      case 404, 409 ->
          "'gelada proxy list' shows the proxies, 'gelada proxy inspect PROXY' the faults of one.";
      default -> "";
    };
  }
}
