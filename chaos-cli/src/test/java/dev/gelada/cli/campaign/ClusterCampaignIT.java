package dev.gelada.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.k8s.testing.ControlPlane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The trail in a ConfigMap, tried many times on a real API server that is hard to reach. */
@EnabledOnOs(OS.LINUX)
class ClusterCampaignIT {
  private static final int SIDE_BY_SIDE = 3;

  @Test
  void cluster_out_of_reach_now_and_then_and_no_limit_is_exceeded() throws Exception {
    try (ControlPlane plane = ControlPlane.own()) {
      Tally tally = Campaign.CLUSTER.play(SIDE_BY_SIDE, new ClusterRound(plane));

      assertThat(tally.count("pods evicted")).isPositive();
      assertThat(tally.count("connections cut")).isPositive();
    }
  }
}
