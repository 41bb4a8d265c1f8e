package dev.gelada.core.trail;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Redactor;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entries as JSON. Instants and durations are ISO-8601 text; 64-bit numbers and decimals are text
 * too, since RFC 8785 makes a double of every number. Only what the entry types call a {@code
 * String} is cleaned: a secret of digits must not blot out part of a seed.
 */
final class EntryJson {
  /** Their text is the basis of a later undo, clean-up or judgement: never blotted out. */
  private static final Set<RecordType> EXACT =
      EnumSet.of(
          RecordType.OPENED,
          RecordType.CLAIMED,
          RecordType.LAUNCHED,
          RecordType.POLICY,
          RecordType.CHECKPOINT);

  private static final String OWNERS = "owners";
  private static final String CLEANER = EntryJson.class.getName();
  private static final JsonMapper JSON = mapper();
  private static final Map<RecordType, Class<?>> CLASSES = new EnumMap<>(RecordType.class);

  static {
    collect(Entry.class);
  }

  private final Redactor redactor;
  private boolean found;

  EntryJson(Redactor redactor) {
    this.redactor = redactor;
  }

  /** Whether entries of that type are written as they are or not at all. */
  static boolean exact(RecordType type) {
    return EXACT.contains(type);
  }

  /** The entry's data, cleaned. */
  ObjectNode write(Entry entry) throws SecretInRecord {
    found = false;
    String text = JSON.writer().withAttribute(CLEANER, this).writeValueAsString(entry);
    if (found && exact(entry.type())) {
      throw new SecretInRecord(entry.type());
    }
    return (ObjectNode) JSON.readTree(text);
  }

  /**
   * Without known secrets, and without halves of surrogate pairs: they have no bytes, so the hash
   * of what is read back would differ.
   */
  String clean(String text) {
    String clean = redactor.clean(text);
    found |= !clean.equals(text);
    if (clean.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return clean;
    }
    StringBuilder whole = new StringBuilder(clean.length());
    clean.codePoints().forEach(c -> whole.appendCodePoint(isHalf(c) ? 0xFFFD : c));
    return whole.toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /**
   * The entry of that data.
   *
   * @throws RuntimeException if the data does not fit the type
   */
  static Entry read(RecordType type, ObjectNode data) {
    Class<?> form = CLASSES.get(type);
    if (form == null) {
      throw new IllegalStateException("no entry for records of type " + type);
    }
    return (Entry) JSON.treeToValue(whole(type, data), form);
  }

  /** What entries have had only since some version, as it was before that. */
  private static ObjectNode whole(RecordType type, ObjectNode data) {
    if (type != RecordType.REFUSED || data.has(OWNERS)) {
      return data;
    }
    ObjectNode whole = data.deepCopy();
    whole.putArray(OWNERS);
    return whole;
  }

  /** Any record of records, as it stands in a checkpoint. */
  static ObjectNode tree(Record value) {
    return JSON.valueToTree(value);
  }

  /**
   * What {@link #tree} was made of.
   *
   * @throws RuntimeException if the text is of something else
   */
  static <T extends Record> T read(String text, Class<T> form) {
    return JSON.readValue(text, form);
  }

  private static void collect(Class<?> sealed) {
    for (Class<?> form : sealed.getPermittedSubclasses()) {
      if (form.isRecord()) {
        CLASSES.put(
            RecordType.valueOf(form.getSimpleName().toUpperCase(java.util.Locale.ROOT)), form);
      } else {
        collect(form);
      }
    }
  }

  private static JsonMapper mapper() {
    SimpleModule types = new SimpleModule("trail");
    types.addSerializer(StrikeId.class, new Text<>());
    types.addDeserializer(StrikeId.class, new ReadStrikeId());
    types.addSerializer(Long.class, new Text<>());
    types.addSerializer(Long.TYPE, new Text<>());
    types.addSerializer(Double.class, new Text<>());
    types.addSerializer(Double.TYPE, new Text<>());
    types.addSerializer(String.class, new Cleaned(false));
    types.addKeySerializer(String.class, new Cleaned(true));
    types.addSerializer(Set.class, new Sorted());
    return JsonMapper.builder()
        .addModule(types)
        .addMixIn(Undo.class, UndoKinds.class)
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Undo.None.class, name = "none"),
    @JsonSubTypes.Type(value = Undo.Recipe.class, name = "recipe")
  })
  private interface UndoKinds {}

  private static final class Text<T> extends ValueSerializer<T> {
    @Override
    public void serialize(T value, JsonGenerator to, SerializationContext context) {
      to.writeString(value.toString());
    }
  }

  private static final class ReadStrikeId extends ValueDeserializer<StrikeId> {
    @Override
    public StrikeId deserialize(JsonParser from, DeserializationContext context) {
      return new StrikeId(from.getString());
    }
  }

  private static final class Cleaned extends ValueSerializer<String> {
    private final boolean key;

    Cleaned(boolean key) {
      this.key = key;
    }

    @Override
    public void serialize(String value, JsonGenerator to, SerializationContext context) {
      String clean =
          context.getAttribute(CLEANER) instanceof EntryJson json ? json.clean(value) : value;
      if (key) {
        to.writeName(clean);
      } else {
        to.writeString(clean);
      }
    }
  }

  /** A set has no order, and its text must not change from JVM to JVM. */
  @SuppressWarnings("rawtypes") // the module wants the raw class
  private static final class Sorted extends ValueSerializer<Set> {
    @Override
    public void serialize(Set value, JsonGenerator to, SerializationContext context) {
      to.writeStartArray();
      Set<String> sorted = new TreeSet<>();
      for (Object element : value) {
        sorted.add(String.valueOf(element));
      }
      for (String element : sorted) {
        context.writeValue(to, element);
      }
      to.writeEndArray();
    }
  }
}
