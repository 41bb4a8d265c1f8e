package dev.gelada.cli;

import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.lease.Leadership;
import dev.gelada.server.Announcements;
import java.util.UUID;

/** Whose turn it is to begin what is due, among several runners on one trail. */
interface Turn extends AutoCloseable {
  /** Nobody takes turns: the trail alone sees to it that nothing is struck twice. */
  Turn ALWAYS = () -> true;

  /** Whether it is this runner's. Never blocks. */
  boolean leads();

  /** Lets another one have it. */
  @Override
  default void close() {}

  /**
   * By the Lease of Gelada in that cluster.
   *
   * @param host part of the name under which this process contends
   */
  static Turn byLease(Cluster cluster, String host, Announcements news) {
    Leadership leadership =
        Leadership.contend(
            cluster,
            host + "_" + UUID.randomUUID(),
            new Leadership.News() {
              @Override
              public void leads() {
                news.well("this runner leads, by the Lease in " + cluster.access().home());
              }

              @Override
              public void follows(String words) {
                news.trouble("this runner does not lead and begins nothing: " + words);
              }
            });
    return new Turn() {
      @Override
      public boolean leads() {
        return leadership.leading();
      }

      @Override
      public void close() {
        leadership.close();
      }
    };
  }
}
