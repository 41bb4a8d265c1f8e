package dev.gelada.proxy.attack;

import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A source of endpoints: each look asks the server anew. */
interface Looking extends TargetSource {
  /** Long for what a server answers from memory. */
  Duration PATIENCE = Duration.ofSeconds(10);

  /** All that are meant, as they are now. */
  List<Found> look() throws IOException, InterruptedException;

  @Override
  default Stream<Group> groups(Scope scope) throws IOException, InterruptedException {
    return look().stream().map(Found::group);
  }

  @Override
  default Optional<Group> group(GroupId id) throws IOException, InterruptedException {
    return look().stream().map(Found::group).filter(group -> group.id().equals(id)).findFirst();
  }

  @Override
  default Stream<Target> members(GroupId id) throws IOException, InterruptedException {
    return look().stream().filter(found -> found.id().equals(id)).map(Found::target);
  }
}
