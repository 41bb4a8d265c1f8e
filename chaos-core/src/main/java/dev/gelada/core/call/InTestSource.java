package dev.gelada.core.call;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Launch;
import dev.gelada.core.target.Owned;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Each target is a group of its own. The test starts and ends them, so the run has nothing to. */
record InTestSource(List<String> names, Connections with) implements TargetSource, Owned {
  InTestSource {
    names = List.copyOf(names);
  }

  @Override
  public List<Launch> launches(String run, String target) {
    return List.of();
  }

  @Override
  public void start(List<Launch> launches, Deadline deadline) throws IOException {
    OwnTargets own = with.get(OwnTargets.class);
    List<String> missing = new ArrayList<>(names);
    missing.removeAll(own.names());
    if (!missing.isEmpty()) {
      String there = String.join(", ", own.names());
      throw new IOException(
          "no test target is called %s; %s"
              .formatted(
                  String.join(", ", missing),
                  there.isEmpty()
                      ? "targets of 'test' are there only in a test that declares them."
                      : "this test has " + there + "."));
    }
  }

  @Override
  public void end(Deadline deadline) {
    // the test ends what it started
  }

  @Override
  public Stream<Group> groups(Scope scope) throws Exception {
    List<Group> groups = new ArrayList<>();
    for (Target target : there()) {
      groups.add(group(target));
    }
    return groups.stream();
  }

  @Override
  public Optional<Group> group(GroupId id) throws Exception {
    return groups(Scope.all()).filter(group -> group.id().equals(id)).findFirst();
  }

  @Override
  public Stream<Target> members(GroupId id) throws Exception {
    return there().stream().filter(target -> target.group().equals(id));
  }

  private List<Target> there() throws Exception {
    OwnTargets own = with.get(OwnTargets.class);
    List<Target> there = new ArrayList<>();
    for (String name : names) {
      Optional<OwnTarget> target = own.find(name);
      if (target.isPresent()) {
        target.get().look().ifPresent(there::add);
      }
    }
    return there;
  }

  private static Group group(Target target) {
    return new Group(target.group(), Map.of(), 1, false, List.of());
  }
}
