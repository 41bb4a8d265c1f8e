package dev.gelada.core.trail;

import java.util.Objects;

/**
 * A trail that must not be trusted or cannot be understood: missing, closed to this user, tampered
 * with, shortened, replaced, or written by a newer Gelada. Nothing is attacked then; a person must
 * look.
 */
public final class BadTrail extends java.io.IOException {
  private static final long serialVersionUID = 1L;

  private final String where;
  private final String what;
  private final String how;

  /**
   * Says it in the order in which a reader needs it.
   *
   * @param where the trail, and the record or line where that is known
   * @param what what was found and what was expected
   * @param how what the reader can do about it
   */
  public BadTrail(String where, String what, String how) {
    super(where + ": " + what + ". " + how);
    this.where = Objects.requireNonNull(where, "where");
    this.what = Objects.requireNonNull(what, "what");
    this.how = Objects.requireNonNull(how, "how");
  }

  /** The trail, and the record or line where that is known. */
  public String where() {
    return where;
  }

  /** What was found. */
  public String what() {
    return what;
  }

  /** What the reader can do about it. */
  public String how() {
    return how;
  }

  /** There is no trail; with the command that makes one. */
  public static BadTrail none(String where) {
    return new BadTrail(
        where,
        "no trail here",
        "Run `gelada trail init --trail " + quoted(where) + "` to create it");
  }

  private static String quoted(String path) {
    return path.matches("[A-Za-z0-9_./:@%+=,-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }

  /** Somebody other than Gelada changed it. */
  public static BadTrail changed(String where, String what) {
    return new BadTrail(
        where,
        what,
        "Somebody changed the trail: see `gelada trail verify`, put the unchanged file back, or"
            + " keep it as evidence and begin another with `gelada trail init`");
  }

  static BadTrail newer(String where, String what) {
    return new BadTrail(where, what, "A newer Gelada wrote it: upgrade this one");
  }
}
