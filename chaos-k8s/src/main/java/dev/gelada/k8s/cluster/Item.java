package dev.gelada.k8s.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One object as it was read: its metadata and, unless only that was asked for, the rest.
 *
 * @param json the whole object
 */
public record Item(JsonNode json) {
  /**
   * A reference to an owner.
   *
   * @param apiVersion {@code apps/v1}
   * @param kind {@code ReplicaSet}
   * @param name its name, in the same name space
   * @param uid its identity
   */
  public record Owner(String apiVersion, String kind, String name, String uid) {}

  /** Its name. */
  public String name() {
    return text("/metadata/name");
  }

  /** Its name space; empty where it lies in none. */
  public String namespace() {
    return text("/metadata/namespace");
  }

  /** {@code shop/cart}; only the name where it lies in no name space. */
  public String fullName() {
    return namespace().isEmpty() ? name() : namespace() + "/" + name();
  }

  /** What tells it from another one of the same name. */
  public String uid() {
    return text("/metadata/uid");
  }

  /** Since when it exists. */
  public Instant createdAt() {
    return Instant.parse(text("/metadata/creationTimestamp"));
  }

  /** Whether its deletion was asked for. */
  public boolean terminating() {
    return has("/metadata/deletionTimestamp");
  }

  /** Its labels. */
  public Map<String, String> labels() {
    return map("/metadata/labels");
  }

  /** Its annotations. */
  public Map<String, String> annotations() {
    return map("/metadata/annotations");
  }

  /** The owner that controls it; at most one does. */
  public Optional<Owner> controller() {
    for (JsonNode owner : json.at("/metadata/ownerReferences")) {
      if (owner.path("controller").asBoolean(false)) {
        return Optional.of(
            new Owner(
                owner.path("apiVersion").asString(""),
                owner.path("kind").asString(""),
                owner.path("name").asString(""),
                owner.path("uid").asString("")));
      }
    }
    return Optional.empty();
  }

  /** Whether something stands at that JSON pointer. */
  public boolean has(String pointer) {
    JsonNode node = json.at(pointer);
    return !node.isMissingNode() && !node.isNull();
  }

  /** The text there; empty without one. */
  public String text(String pointer) {
    return json.at(pointer).asString("");
  }

  /** The number there; 0 without one, as the API leaves zeros out. */
  public int number(String pointer) {
    return number(pointer, 0);
  }

  /** The number there, or another one without it. */
  public int number(String pointer, int without) {
    return json.at(pointer).asInt(without);
  }

  /** Whether true stands there. */
  public boolean flag(String pointer) {
    return json.at(pointer).asBoolean(false);
  }

  /** The condition of that type; an empty one without it. */
  public Item condition(String type) {
    for (JsonNode condition : json.at("/status/conditions")) {
      if (condition.path("type").asString("").equals(type)) {
        return new Item(condition);
      }
    }
    return new Item(tools.jackson.databind.node.MissingNode.getInstance());
  }

  /** The elements of the array there. */
  public List<Item> items(String pointer) {
    List<Item> items = new ArrayList<>();
    json.at(pointer).forEach(item -> items.add(new Item(item)));
    return items;
  }

  /** The map of text there. */
  public Map<String, String> map(String pointer) {
    Map<String, String> map = new LinkedHashMap<>();
    json.at(pointer)
        .properties()
        .forEach(entry -> map.put(entry.getKey(), entry.getValue().asString("")));
    return map;
  }
}
