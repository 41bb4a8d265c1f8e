package dev.gelada.cli.canary;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.Secret;
import dev.gelada.core.target.Place;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The ways in which a provider gives a secret away. */
final class Leak {
  static final String KIND = "leaky";
  static final Place PLACE = new Place("leaky", "test");

  private Leak() {}

  /** What all leaky plug-ins take. */
  @Doc("gives its token away")
  @Example("leaky: {token: \"${SHOP_TOKEN}\", at: nowhere}")
  public record Settings(
      @Doc("what must not show") Secret token,
      @Doc("where it is given away") @Default("nowhere") String at) {

    /** Fails if this is the place. */
    void at(String place) {
      if (at.equals(place)) {
        throw failure(place, token.value());
      }
      if (at.equals(place + "-error")) {
        throw new NoClassDefFoundError(words(place, token.value()));
      }
    }

    /** Refuses the settings, if this is the place. */
    void created(String place) {
      if (at.equals(place + "-create")) {
        throw new IllegalArgumentException(words(at, token.value()));
      }
    }

    /** Opens the client that cannot be opened, if this is the place. */
    void connect(String place, Connections with) {
      if (at.equals(place + "-connects")) {
        with.get(LeakyClient.class);
      }
    }

    /** Details for a record. */
    Map<String, String> details() {
      return Map.of("token", token.value(), token.value(), words("detail", token.value()));
    }

    Refusal refusal(String place) {
      return new Refusal(
          "leaky", words(place, token.value()), "Log in with " + token.value() + " again.");
    }

    List<Refusal> refusals(String place) {
      return List.of(refusal(place));
    }
  }

  /** With the secret in its message, in its cause, and in what it suppresses. */
  static RuntimeException failure(String what, String secret) {
    RuntimeException failure =
        new IllegalStateException(
            words(what, secret), new IllegalArgumentException("token was " + secret));
    failure.addSuppressed(new IllegalStateException("close failed for " + secret));
    return failure;
  }

  /** As it is, in a URL, in quotes, and cut off. */
  static String words(String what, String secret) {
    String cut = secret.substring(0, secret.length() - 2) + "…";
    String json = secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "leaky "
        + what
        + ": "
        + secret
        + "\nGET http://h/?token="
        + URLEncoder.encode(secret, StandardCharsets.UTF_8)
        + " {\"token\":\""
        + json
        + "\"} "
        + cut;
  }
}
