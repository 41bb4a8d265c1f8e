package dev.gelada.k8s.pod;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One operation of a JSON patch (RFC 6902). A patch is done as a whole or not at all, so its tests
 * guard its changes.
 *
 * @param op {@code test}, {@code add}, {@code replace} or {@code remove}
 * @param path a JSON pointer
 * @param value text, a number, a truth or a map of texts; null for none
 */
public record Operation(String op, String path, @Nullable Object value) {
  /** Fails the patch unless that value stands there. */
  public static Operation test(String path, Object value) {
    return new Operation("test", path, value);
  }

  /** Puts it there, in the place of what was there. */
  public static Operation add(String path, Object value) {
    return new Operation("add", path, value);
  }

  /** Takes away what has to be there. */
  public static Operation remove(String path) {
    return new Operation("remove", path, null);
  }

  /** A key as a part of a pointer: {@code gelada/mark} is {@code gelada~1mark}. */
  static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  /** The patch. */
  static String json(Collection<Operation> operations) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    for (Operation operation : operations) {
      ObjectNode node = patch.addObject().put("op", operation.op).put("path", operation.path);
      if (operation.value instanceof Integer number) {
        node.put("value", number.intValue());
      } else if (operation.value instanceof Boolean truth) {
        node.put("value", truth.booleanValue());
      } else if (operation.value instanceof Map<?, ?> members) {
        ObjectNode object = node.putObject("value");
        members.forEach((key, text) -> object.put(key.toString(), text.toString()));
      } else if (operation.value != null) {
        node.put("value", operation.value.toString());
      }
    }
    return patch.toString();
  }
}
