package dev.gelada.k8s.lease;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Lease as it was read: the whole object, to be put back with its resourceVersion.
 *
 * @param object not changed
 */
record LeaseRecord(ObjectNode object) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** MicroTime, as the API server wants it. */
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String SPEC = "spec";
  private static final String HOLDER = "holderIdentity";
  private static final String LASTS = "leaseDurationSeconds";
  private static final String CHANGES = "leaseTransitions";

  /** Null-safe reading: what is no Lease is one that nobody holds. */
  static LeaseRecord read(String body) {
    try {
      if (JSON.readTree(body) instanceof ObjectNode object) {
        object.withObject("metadata").remove("managedFields");
        return new LeaseRecord(object);
      }
    } catch (JacksonException odd) {
      // a proxy's page, perhaps: an update of it will be refused
    }
    return new LeaseRecord(JSON.createObjectNode());
  }

  /** Empty when it was given up. */
  String holder() {
    return spec().path(HOLDER).asString("");
  }

  /** How long it counts after each change, as its holder wrote it. */
  Duration lasts() {
    return Duration.ofSeconds(Math.max(1, spec().path(LASTS).asLong(1)));
  }

  private JsonNode spec() {
    return object.path(SPEC);
  }

  /** What a renewal changes. */
  String state() {
    return spec().toString();
  }

  /** A Lease that nobody had before. */
  static String fresh(String namespace, String name, String holder, Duration lasts, Instant now) {
    ObjectNode object = JSON.createObjectNode();
    object.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
    ObjectNode metadata = object.withObject("metadata");
    metadata.put("name", name).put("namespace", namespace);
    metadata.withObject("labels").put("app.kubernetes.io/managed-by", "gelada");
    return new LeaseRecord(object).held(holder, lasts, now);
  }

  /** The body that takes or renews it. */
  String held(String holder, Duration lasts, Instant now) {
    ObjectNode next = object.deepCopy();
    ObjectNode spec = next.withObject(SPEC);
    if (!holder.equals(holder())) {
      spec.put("acquireTime", MICROS.format(now));
      spec.put(CHANGES, spec().path(CHANGES).asInt(-1) + 1);
    }
    spec.put(HOLDER, holder).put("renewTime", MICROS.format(now)).put(LASTS, lasts.toSeconds());
    return JSON.writeValueAsString(next);
  }

  /** The body that gives it up: whoever comes next need not wait. */
  String released(Instant now) {
    ObjectNode next = object.deepCopy();
    next.withObject(SPEC).put(HOLDER, "").put("renewTime", MICROS.format(now)).put(LASTS, 1);
    return JSON.writeValueAsString(next);
  }
}
