package dev.gelada.proxy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may see whom in the fault proxy. */
class ArchitectureTest {
  private static final String ROOT = "dev.gelada.proxy";

  /** A package sees those before it. */
  private static final List<String> ORDER =
      List.of(
          ROOT + ".fault",
          ROOT + ".relay",
          ROOT,
          ROOT + ".control",
          ROOT + ".client",
          ROOT + ".attack",
          ROOT + ".inside");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void a_package_sees_only_what_stands_left_of_it() {
    assertThat(CLASSES).isNotEmpty();
    for (int i = 0; i < ORDER.size(); i++) {
      List<String> seen = new ArrayList<>(ORDER.subList(0, i + 1));
      classes()
          .that()
          .resideInAPackage(ORDER.get(i))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(seen.toArray(String[]::new))
                  .or(not(resideInAPackage(ROOT + ".."))))
          .check(CLASSES);
    }
  }

  @Test
  void faults_know_nothing_of_sockets() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".fault")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty.channel..", "java.net..", "java.nio.channels..")
        .check(CLASSES);
  }

  @Test
  void attacks_reach_proxies_over_their_control_api_only() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".client", ROOT + ".attack")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT, ROOT + ".relay", "io.netty..")
        .check(CLASSES);
  }
}
