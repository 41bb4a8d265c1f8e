package dev.gelada.k8s.pod;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.plugin.Connections;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** Every attack on a pod keeps the contract of irreversible attacks. */
class PodContractsIT {
  @Nested
  class KillPodKeepsIt extends PodContract {
    KillPodKeepsIt() throws Exception {
      super(new KillPod());
    }

    @Override
    Attack made(Connections with) {
      return new KillPod().create(new KillPod.Settings(false), with);
    }
  }

  @Nested
  class DeletePodKeepsIt extends PodContract {
    DeletePodKeepsIt() throws Exception {
      super(new DeletePod());
    }

    @Override
    Attack made(Connections with) {
      return new DeletePod().create(new DeletePod.Settings(Duration.ZERO), with);
    }
  }
}
