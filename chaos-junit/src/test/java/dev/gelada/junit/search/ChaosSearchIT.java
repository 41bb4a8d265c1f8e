package dev.gelada.junit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gelada.core.Gelada;
import dev.gelada.core.config.Loaded;
import dev.gelada.junit.target.MethodTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Planted faults of code are found within 200 tries, made as small as can be, and found again. */
@Timeout(240)
class ChaosSearchIT {
  /** Takes money. */
  public interface Gateway {
    /** Takes it. */
    void charge(String order) throws IOException;
  }

  @TempDir Path folder;

  /** Base of the tests that are run inside. */
  abstract static class Inner {
    static final List<String> CHARGED = new ArrayList<>();

    @RegisterExtension
    static final MethodTarget<Gateway> GATEWAY =
        MethodTarget.wrap("gateway", Gateway.class, CHARGED::add);

    @BeforeEach
    void nobody_has_paid() {
      CHARGED.clear();
    }
  }

  static class GivesUpOnTheThirdFailure extends Inner {
    @ChaosSearch(tries = 200)
    void pays() throws IOException {
      for (int i = 1; ; i++) {
        try {
          GATEWAY.proxy().charge("a");
          return;
        } catch (IOException e) {
          if (i == 3) {
            throw e;
          }
        }
      }
    }
  }

  static class ChargesTwiceWhenTheAnswerIsLost extends Inner {
    @ChaosSearch(tries = 200)
    void pays_once() throws IOException {
      for (int i = 1; i < 9; i++) {
        try {
          GATEWAY.proxy().charge("a");
          break;
        } catch (IOException e) {
          // tries again, and should ask first
        }
      }
      assertThat(CHARGED).hasSize(1);
    }
  }

  static class HasNoTimeOut extends Inner {
    @ChaosSearch(tries = 200, timeout = "3s")
    void pays() {
      try {
        GATEWAY.proxy().charge("a");
      } catch (IOException e) {
        // said to the customer
      }
    }
  }

  static class Sound extends Inner {
    @ChaosSearch(tries = 30)
    void pays_or_says_so() throws Exception {
      Thread payer =
          new Thread(
              () -> {
                try {
                  GATEWAY.proxy().charge("a");
                } catch (IOException e) {
                  // said to the customer
                }
              });
      payer.setDaemon(true);
      payer.start();
      payer.join(1_000);
    }
  }

  @Test
  void a_retry_that_gives_up_on_the_third_failure() throws IOException {
    String found = found(GivesUpOnTheThirdFailure.class);

    assertThat(found).contains("call-exception on gateway: calls 1, 2, 3; exception");
    assertThat(found(GivesUpOnTheThirdFailure.class)).isEqualTo(found);
    assertThat(files()).hasSize(1).allSatisfy(ChaosSearchIT::loads);
  }

  @Test
  void a_double_charge_when_the_answer_is_lost() throws IOException {
    String found = found(ChargesTwiceWhenTheAnswerIsLost.class);

    assertThat(found).contains("call-exception on gateway: call 1; exception", "afterwards");
    assertThat(files()).hasSize(1).allSatisfy(ChaosSearchIT::loads);
  }

  @Test
  void a_missing_time_out() throws IOException {
    String found = found(HasNoTimeOut.class);

    assertThat(found).contains("call-hang on gateway: call 1");
    assertThat(files()).hasSize(1).allSatisfy(ChaosSearchIT::loads);
  }

  @Test
  void what_stands_everything_passes() {
    assertThat(run(Sound.class).failed().count()).isZero();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** As {@code gelada validate} reads it. */
  private static void loads(Path file) {
    try (Gelada gelada = Gelada.builder().build()) {
      assertThat(gelada.files().experiment(file)).isInstanceOf(Loaded.Ok.class);
    }
  }

  private String found(Class<?> tests) {
    return String.valueOf(
        run(tests).failed().stream()
            .findFirst()
            .orElseThrow()
            .getRequiredPayload(TestExecutionResult.class)
            .getThrowable()
            .orElseThrow()
            .getMessage());
  }

  private Events run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("chaos.search.folder", folder.toString())
        .selectors(selectClass(tests))
        .execute()
        .testEvents();
  }
}
