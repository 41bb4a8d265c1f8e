package dev.gelada.core.process;

import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.SourceType;
import dev.gelada.core.target.TargetSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code processes}: the processes of this host that opted in by their environment. {@code
 * GELADA_GROUP} makes a process a member of a group, {@code GELADA_ENABLED=true} opts it in and
 * {@code false} out, {@code GELADA_LABELS} holds labels as {@code k=v,k2=v2}.
 */
@Kinds("process")
@Doc("processes of this host that name a group in their environment (GELADA_GROUP), Linux only")
public final class ProcessSearch implements SourceType<ProcessSearch.Settings>, Check {
  /**
   * What the file says; at least one of both.
   *
   * @param group {@code GELADA_GROUP}; null for every group
   * @param labels a label selector; null for every label
   */
  @Example("processes: {group: shop}")
  public record Settings(
      @Doc("the group that processes name in GELADA_GROUP") @Nullable String group,
      @Doc("labels in GELADA_LABELS, like a=b,c!=d; in quotes") @Nullable String labels) {}

  @Override
  public String name() {
    return "processes";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public TargetSource create(Settings settings, Connections with) {
    String group = settings.group();
    String labels = settings.labels();
    if (group == null && labels == null) {
      throw new IllegalArgumentException(
          "processes needs group or labels: an empty selection would be every process");
    }
    if (group != null && group.isBlank()) {
      throw new IllegalArgumentException("group is the name of a group, not empty");
    }
    return new ProcessSets(group, labels == null ? null : LabelSelector.parse(labels), with);
  }

  @Override
  public List<Refusal> missing(Connections with) {
    return with.get(Processes.class).missingForTable();
  }
}
