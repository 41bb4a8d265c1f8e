package dev.gelada.core.config;

import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.plan.GroupPick;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Plugin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the JSON Schema (draft 2020-12) of experiments and policies, from the same descriptions by
 * which files are read. What it cannot say is listed by {@link #unsaid()}.
 */
public final class SchemaWriter {
  private static final String ID = "urn:gelada:schema:1";
  private static final String LOCAL_NAME = "localName";

  private final Catalogs catalogs;
  private final Map<String, Object> defs = new LinkedHashMap<>();

  private SchemaWriter(Catalogs catalogs) {
    this.catalogs = catalogs;
  }

  /** The schema as indented JSON with a final line end; the same catalogs give the same bytes. */
  public static String write(Catalogs catalogs) {
    return Json.write(new SchemaWriter(catalogs).root());
  }

  /** The rules that a file must keep besides the schema, in words. */
  public static List<String> unsaid() {
    List<String> unsaid = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      if (rule != Rule.SHAPE) {
        unsaid.add(rule.text());
      }
    }
    return List.copyOf(unsaid);
  }

  private Map<String, Object> root() {
    defs.put("fromEnvironment", Schemas.fromEnvironment());
    defs.put(LOCAL_NAME, Schemas.localName());
    catalogs.sources().all().forEach(type -> define("source", type));
    catalogs.selectors().all().forEach(this::selector);
    catalogs.attacks().all().forEach(this::attack);
    defs.put("target", target());
    defs.put("pick", pick());
    defs.put("probe", probe());
    defs.put("step", step());
    defs.put("window", window(false));
    defs.put("policyWindow", window(true));
    defs.put("schedule", schedule());
    defs.put("experiment", experiment());
    defs.put("policy", policy());
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("$id", ID);
    root.put("title", "Gelada experiment or policy");
    root.put("$comment", "The loader also checks: " + String.join("; ", unsaid()) + ".");
    root.put("if", Map.of("required", List.of("policy")));
    root.put("then", Schemas.ref("policy"));
    root.put("else", Schemas.ref("experiment"));
    root.put("$defs", defs);
    return root;
  }

  private Map<String, Object> experiment() {
    Map<String, Object> properties = Schemas.properties(Shape.of(FileKeys.Head.class));
    properties.put("targets", Schemas.named("what can be struck, by name", "target", 1));
    properties.put("probes", Schemas.named("what is measured, by name", "probe", 0));
    properties.put("steadyState", names("probes that must hold before, during and after"));
    properties.put("limits", limits(Schemas.ref("window"), true));
    properties.put("steps", steps("what is done, in order"));
    properties.put("schedule", Schemas.ref("schedule"));
    return Schemas.object(properties, List.of("gelada", "name", "why", "targets", "steps"));
  }

  private Map<String, Object> policy() {
    Map<String, Object> properties = Schemas.properties(Shape.of(FileKeys.PolicyHead.class));
    properties.put("limits", limits(Schemas.ref("policyWindow"), false));
    properties.put("allow", Schemas.of(Shape.of(FileKeys.Allow.class)));
    properties.put("deny", Schemas.of(Shape.of(FileKeys.Deny.class)));
    return Schemas.object(properties, List.of("policy"));
  }

  private static Map<String, Object> limits(Map<String, Object> window, boolean stopUnless) {
    Map<String, Object> properties = Schemas.properties(Shape.of(FileKeys.Limits.class));
    properties.put("window", window);
    if (stopUnless) {
      properties.put("stopUnless", names("probes that must hold all the time, or the run stops"));
    }
    return Schemas.object(properties, List.of());
  }

  private static Map<String, Object> window(boolean zoneNeeded) {
    Map<String, Object> map = Schemas.of(Shape.of(FileKeys.Window.class));
    if (zoneNeeded) {
      Map<String, Object> always = new LinkedHashMap<>();
      always.put("properties", Map.of("always", Map.of("enum", List.of(true, "true"))));
      always.put("required", List.of("always"));
      map.put("anyOf", List.of(Map.of("required", List.of("zone")), always));
    }
    return Schemas.anyOf(List.of(Map.of("const", "always"), Schemas.ref("fromEnvironment"), map));
  }

  private static Map<String, Object> names(String doc) {
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("description", doc);
    names.put("type", "array");
    names.put("items", Map.of("type", "string"));
    return names;
  }

  private static Map<String, Object> steps(String doc) {
    Map<String, Object> steps = new LinkedHashMap<>();
    steps.put("description", doc);
    steps.put("type", "array");
    steps.put("minItems", 1);
    steps.put("items", Schemas.ref("step"));
    return steps;
  }

  private Map<String, Object> define(String kind, Plugin<?, ?> plugin) {
    Map<String, Object> schema = Schemas.of(Shape.of(plugin.settings()));
    defs.put(kind + "." + plugin.name(), described(plugin, schema));
    return Schemas.ref(kind + "." + plugin.name());
  }

  private static Map<String, Object> described(Plugin<?, ?> plugin, Map<String, Object> schema) {
    Doc doc = plugin.getClass().getAnnotation(Doc.class);
    Doc settings = plugin.settings().getAnnotation(Doc.class);
    Doc shown = doc != null ? doc : settings;
    return shown == null ? schema : Schemas.described(shown.value(), schema);
  }

  private Map<String, Object> target() {
    Map<String, Object> common = new LinkedHashMap<>();
    common.put("pick", Schemas.ref("pick"));
    Map<String, Object> label =
        new LinkedHashMap<>(Schemas.of(new Shape.Entries(Shape.of(String.class, "optIn"))));
    label.put("minProperties", 1);
    label.put("maxProperties", 1);
    common.put(
        "optIn",
        Schemas.anyOf(List.of(Map.of("const", "none"), Schemas.ref("fromEnvironment"), label)));
    List<Map<String, Object>> branches = new ArrayList<>();
    for (String name : catalogs.sources().names()) {
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put(name, Schemas.ref("source." + name));
      properties.putAll(common);
      properties.put("except", Map.of("type", "array", "items", Schemas.ref("source." + name)));
      branches.add(Schemas.object(properties, List.of(name)));
    }
    return Schemas.anyOf(branches);
  }

  private void selector(Plugin<?, ?> type) {
    Shape.Fields shape = Shape.of(type.settings());
    Map<String, Object> settings = Schemas.withLabels(shape);
    if (shape.optional()) {
      Map<String, Object> yes = Map.of("enum", List.of(true, "true"));
      settings = Schemas.anyOf(List.of(yes, Schemas.fromLabel(yes), settings));
    }
    defs.put("selector." + type.name(), described(type, settings));
  }

  private Map<String, Object> pick() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("groups", Schemas.of(Shape.of(GroupPick.class, "groups")));
    for (String name : catalogs.selectors().names()) {
      properties.put(name, Schemas.ref("selector." + name));
    }
    Map<String, Object> pick = Schemas.object(properties, List.of());
    pick.put(
        "anyOf",
        List.of(
            Map.of("maxProperties", 1), Map.of("required", List.of("groups"), "maxProperties", 2)));
    return pick;
  }

  private Map<String, Object> probe() {
    List<Map<String, Object>> branches = new ArrayList<>();
    for (Plugin<?, ?> type : catalogs.probes().all()) {
      Shape.Fields shape = Shape.of(type.settings());
      Shape.Field lead = shape.lead();
      if (lead != null) {
        Map<String, Object> beside = new LinkedHashMap<>();
        beside.put(type.name(), described(type, Schemas.of(lead)));
        shape.fields().stream()
            .filter(field -> !field.equals(lead))
            .forEach(field -> beside.put(field.name(), Schemas.of(field)));
        beside.putAll(Schemas.properties(Shape.of(FileKeys.Watch.class)));
        branches.add(Schemas.object(beside, List.of(type.name())));
      }
      Map<String, Object> below = new LinkedHashMap<>();
      below.put(type.name(), Schemas.object(Schemas.properties(shape), Schemas.required(shape)));
      below.putAll(Schemas.properties(Shape.of(FileKeys.Watch.class)));
      branches.add(Schemas.object(below, List.of(type.name())));
    }
    return Schemas.anyOf(branches);
  }

  private void attack(AttackType<?> type) {
    Shape.Fields shape = Shape.of(type.settings());
    Shape.Fields hit = Shape.of(FileKeys.Hit.class);
    Map<String, Object> properties = Schemas.properties(shape);
    Map<String, Object> common = Schemas.properties(hit);
    List<String> required = new ArrayList<>(Schemas.required(shape));
    if (type instanceof Reverts) {
      required.add("for");
    } else {
      common.remove("for");
    }
    properties.putAll(common);
    defs.put("attack." + type.name(), described(type, Schemas.object(properties, required)));
  }

  private Map<String, Object> step() {
    Map<String, Object> one = new LinkedHashMap<>();
    for (String name : catalogs.attacks().names()) {
      one.put(name, Schemas.ref("attack." + name));
    }
    Map<String, Object> branches = new LinkedHashMap<>();
    branches.put("description", "branches side by side; the first failure ends the others");
    branches.put("type", "array");
    branches.put("minItems", 1);
    branches.put(
        "items", Schemas.anyOf(List.of(Schemas.ref("step"), steps("one after the other"))));
    one.put("together", branches);
    one.putAll(Schemas.properties(Shape.of(FileKeys.Pause.class)));
    one.putAll(Schemas.properties(Shape.of(FileKeys.Ask.class)));
    Map<String, Object> single = Schemas.object(one, List.of());
    single.put("minProperties", 1);
    single.put("maxProperties", 1);
    Shape.Fields until = Shape.of(FileKeys.Until.class);
    return Schemas.anyOf(
        List.of(single, Schemas.object(Schemas.properties(until), Schemas.required(until))));
  }

  private static Map<String, Object> schedule() {
    Shape.Field mean = Shape.of(ScheduleReader.Mean.class).fields().get(0);
    Map<String, Object> span = Schemas.of(mean);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(
        "meanTimeBetween",
        Schemas.described(
            "how often each group is struck, on average; drawn anew every day",
            Schemas.anyOf(List.of(span, Schemas.fromLabel(span)))));
    properties.put(
        "cron",
        Schemas.described(
            "minute, hour, day of the month, month, day of the week; in the file's zone",
            Schemas.of(new Shape.Value(ScheduleReader.CRON_FIELDS))));
    Scalar<Instant> moment = Objects.requireNonNull(ScheduleReader.moment(null));
    properties.put(
        "at",
        Schemas.described("once each", Schemas.of(new Shape.Items(new Shape.Value(moment), true))));
    properties.put("each", Map.of("type", "string"));
    Map<String, Object> schedule = Schemas.object(properties, List.of());
    schedule.put("oneOf", Keys.WHEN.stream().map(key -> Map.of("required", List.of(key))).toList());
    return schedule;
  }
}
