package dev.gelada.core.call;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.target.TargetSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code test}: what a test declares as its targets, by name. They belong to the run as owned
 * targets do; elsewhere there are none, and a run says so.
 */
@Kinds({"call", "endpoint", "process"})
@Doc("targets that a test declares: calls, connections and child processes of that test alone")
public final class InTest implements SourceType<InTest.Settings> {
  /**
   * What the file says.
   *
   * @param name of a target
   * @param names of several
   */
  @Example("test: {name: database}")
  public record Settings(
      @Doc("the name that the test gives it") @Nullable String name,
      @Doc("or several names") @Default("[]") List<String> names) {
    public Settings {
      names = List.copyOf(names);
    }
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public TargetSource create(Settings settings, Connections with) {
    List<String> names = new ArrayList<>(settings.names());
    if ((settings.name() == null) == names.isEmpty()) {
      throw new IllegalArgumentException("it has a name or names: test: {name: database}");
    }
    if (settings.name() != null) {
      names.add(settings.name());
    }
    return new InTestSource(names, with);
  }
}
