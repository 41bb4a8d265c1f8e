package dev.gelada.core;

import dev.gelada.core.config.Catalogs;
import dev.gelada.core.config.Loader;
import dev.gelada.core.plugin.Clients;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Connector;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.run.Engine;
import dev.gelada.core.run.Marks;
import dev.gelada.core.run.Owners;
import dev.gelada.core.safety.Gate;
import dev.gelada.core.target.Host;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.Retention;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailListenerType;
import dev.gelada.core.trail.TrailStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plug-ins, clients, clock and secrets of one process; from here files are read and trails are
 * worked on. Build one, close it at the end. Thread-safe.
 */
public final class Gelada implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gelada.class);

  private final Catalogs catalogs;
  private final Connections with;
  private final boolean ownClients;
  private final List<TrailListenerType> told = new ArrayList<>();
  private final Timekeeper time;
  private final Redactor redactor;
  private final Loader loader;
  private final Marks marks;
  private final String version;
  private final Retention retention;
  private final Supplier<String> ids;

  private Gelada(Builder builder) {
    this.catalogs = Catalogs.load(builder.plugins);
    this.time = builder.time;
    this.redactor = builder.redactor;
    this.version = builder.version;
    this.retention = Retention.of(builder.environment);
    this.marks = builder.marks;
    this.ids = ids(new SecureRandom());
    this.with = builder.shared != null ? builder.shared : builder.clients();
    this.ownClients = builder.shared == null;
    ServiceLoader.load(TrailListenerType.class, builder.plugins).forEach(told::add);
    this.loader = new Loader(catalogs, with, builder.environment, redactor);
  }

  /** Starts with the system's clock, no environment, and the plug-ins of this class's loader. */
  public static Builder builder() {
    return new Builder();
  }

  /** The plug-ins that were found. */
  public Catalogs catalogs() {
    return catalogs;
  }

  /** Reads files. */
  public Loader files() {
    return loader;
  }

  /** The clients. */
  public Connections connections() {
    return with;
  }

  /**
   * Works on a trail. The store is closed with the returned object.
   *
   * @param actor who writes
   * @param listeners told of each record that is written; those of plug-ins are told after them,
   *     and closed with the returned object
   */
  public OnTrail on(TrailStore store, Actor actor, List<TrailListener> listeners) {
    List<TrailListener> provided = provided();
    List<TrailListener> all = new ArrayList<>(listeners);
    all.addAll(provided);
    Trail trail =
        new Trail(
            new Trail.Parts(store, time, actor, all, redactor, new SecureRandom(), retention));
    return new OnTrail(
        new Engine(
            trail,
            new Gate(redactor::clean),
            new RecordedPolicy(loader),
            catalogs.attacks(),
            catalogs.sources(),
            with,
            time,
            Owners.on(Host.local()),
            marks,
            redactor,
            ids,
            version),
        loader,
        provided);
  }

  /** One that cannot be made is missed, and must not keep a halt from being written. */
  private List<TrailListener> provided() {
    List<TrailListener> provided = new ArrayList<>();
    for (TrailListenerType type : told) {
      try {
        provided.add(type.create(() -> with));
      } catch (RuntimeException | LinkageError bug) {
        LOG.warn("{} is not told of records", type.getClass().getName(), bug);
      }
    }
    return provided;
  }

  /** 20 characters of 0-9a-z: about 103 bits, and a name that every platform takes. */
  private static Supplier<String> ids(SecureRandom random) {
    return () -> {
      StringBuilder id = new StringBuilder(20);
      for (int i = 0; i < 20; i++) {
        id.append(Character.forDigit(random.nextInt(36), 36));
      }
      return id.toString();
    };
  }

  @Override
  public void close() {
    if (ownClients) {
      with.close();
    }
  }

  /** Puts a {@link Gelada} together. */
  public static final class Builder {
    private final Map<Class<?>, Object> given = new HashMap<>();
    private Map<String, String> environment = Map.of();
    private Timekeeper time = new SystemTime();
    private Redactor redactor = new Redactor();
    private ClassLoader plugins = Gelada.class.getClassLoader();
    private Path stateFolder = Path.of(System.getProperty("java.io.tmpdir"), "gelada");
    private Marks marks = (place, trail) -> Optional.empty();
    private String version = "unknown";
    private @Nullable Connections shared;

    private Builder() {}

    /**
     * Variables for {@code ${NAME}} in files and for connectors; those named like secrets are kept
     * out of text.
     */
    public Builder environment(Map<String, String> variables) {
      environment = Map.copyOf(variables);
      redactor = Redactor.of(variables);
      return this;
    }

    /** Another clock than the system's. */
    public Builder time(Timekeeper clock) {
      time = clock;
      return this;
    }

    /** What keeps secrets out of text, shared with whoever else prints. */
    public Builder redactor(Redactor shared) {
      redactor = shared;
      return this;
    }

    /** Where plug-ins are looked for. */
    public Builder plugins(ClassLoader loader) {
      plugins = loader;
      return this;
    }

    /** A folder of this user that survives the process. */
    public Builder stateFolder(Path folder) {
      stateFolder = folder;
      return this;
    }

    /** A client that exists already; stays open. */
    public <C> Builder given(Class<C> type, C client) {
      given.put(type, client);
      return this;
    }

    /** Clients that others use too: used instead of own ones, and left open. */
    public Builder sharing(Connections clients) {
      shared = clients;
      return this;
    }

    /** The clients alone, to be shared by several; opens none. To be closed. */
    public Connections clients() {
      List<Connector<?>> connectors = new ArrayList<>();
      ServiceLoader.load(Connector.class, plugins).forEach(connectors::add);
      return new Clients(connectors, new Connector.Ambient(environment, time, stateFolder), given);
    }

    /** Which trail guards which place; without it nothing is marked. */
    public Builder marks(Marks platform) {
      marks = platform;
      return this;
    }

    /** What is written into records. */
    public Builder version(String text) {
      version = text;
      return this;
    }

    /** Finds the plug-ins; opens nothing. */
    public Gelada build() {
      return new Gelada(this);
    }
  }
}
