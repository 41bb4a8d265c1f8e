package dev.gelada.proxy;

import java.io.IOException;

/** Something that a proxy was asked to do and did not; nothing was changed by it. */
public final class ProxyTrouble extends IOException {
  private static final long serialVersionUID = 1L;

  /** What kind of "no" it is. */
  public enum Kind {
    /** No proxy of that name. */
    NO_PROXY,
    /** No fault of that name. */
    NO_FAULT,
    /** A proxy of that name is there. */
    PROXY_EXISTS,
    /** A fault of that name is there. */
    FAULT_EXISTS,
    /** The fault of that name was ended for good: a late request must not begin it again. */
    ENDED,
    /** It is another proxy than the one that was meant. */
    OTHER_PROXY,
    /** The operating system did not let it listen; the message is its own. */
    LISTEN
  }

  private final Kind kind;

  public ProxyTrouble(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What kind it is. */
  public Kind kind() {
    return kind;
  }
}
