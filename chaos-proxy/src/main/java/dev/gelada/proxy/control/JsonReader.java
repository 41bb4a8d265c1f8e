package dev.gelada.proxy.control;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON into {@link Json}. Bytes are UTF-8; broken ones become replacement characters. */
final class JsonReader {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser parser;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /** The first value; what follows it is not looked at, as Go's decoder does it. */
  static Json first(byte[] bytes) throws Unreadable {
    return read(bytes, false);
  }

  /** The only value. */
  static Json only(byte[] bytes) throws Unreadable {
    return read(bytes, true);
  }

  private static Json read(byte[] bytes, boolean toTheEnd) throws Unreadable {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new Unreadable(new Json.At(1, 1), "EOF");
      }
      JsonReader reader = new JsonReader(parser);
      Json value = reader.value(token);
      if (toTheEnd && parser.nextToken() != null) {
        throw new Unreadable(reader.here(), "nothing may follow the first value");
      }
      return value;
    } catch (JacksonException wrong) {
      throw new Unreadable(at(wrong.getLocation()), wrong.getOriginalMessage());
    }
  }

  private Json value(JsonToken token) {
    Json.At at = here();
    return switch (token) {
      case START_OBJECT -> object(at);
      case START_ARRAY -> array(at);
      case VALUE_STRING -> new Json.Text(at, parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(at, parser.getString());
      case VALUE_TRUE -> new Json.Flag(at, true);
      case VALUE_FALSE -> new Json.Flag(at, false);
      case VALUE_NULL -> new Json.Nil(at);
      default -> throw new IllegalStateException("a JSON parser gave " + token);
    };
  }

  private Json object(Json.At at) {
    List<Json.Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Json.At nameAt = here();
      String name = parser.currentName();
      members.add(new Json.Member(nameAt, name, value(parser.nextToken())));
    }
    return new Json.Obj(at, members);
  }

  private Json array(Json.At at) {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token));
    }
    return new Json.Arr(at, items);
  }

  private Json.At here() {
    return at(parser.currentTokenLocation());
  }

  private static Json.At at(TokenStreamLocation location) {
    return new Json.At(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  /** It is no JSON. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Json.At at;

    Unreadable(Json.At at, String message) {
      super(message);
      this.at = at;
    }

    Json.At at() {
      return at;
    }
  }
}
