package dev.gelada.proxy.control;

/** Bodies of requests. */
final class Bodies {
  private Bodies() {}

  /**
   * The first value in the body, as Toxiproxy reads it.
   *
   * @throws Declined 400 if there is none
   */
  static Json first(Call call) throws Declined {
    try {
      return JsonReader.first(call.body());
    } catch (JsonReader.Unreadable wrong) {
      throw Declined.badBody(String.valueOf(wrong.getMessage()));
    }
  }
}
