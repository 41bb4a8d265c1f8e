package dev.gelada.k8s;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gelada.k8s.cluster.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who may see whom in the provider for Kubernetes, and who may change something. */
class ArchitectureTest {
  private static final String ROOT = "dev.gelada.k8s";

  /** A package sees those before it. */
  private static final List<String> ORDER =
      List.of(
          ROOT + ".cluster",
          ROOT + ".workload",
          ROOT + ".pod",
          ROOT + ".node",
          ROOT + ".network",
          ROOT + ".trail",
          ROOT + ".lease",
          ROOT + ".event");

  private static final String CLIENT = "io.fabric8.kubernetes.client.dsl";
  private static final Pattern CHANGES =
      Pattern.compile("(create|update|patch|edit|delete|replace|scale)\\w*|evict|serverSideApply");

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
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void sources_send_no_single_requests_that_change_something() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".workload")
        .should()
        .callMethod(Api.Request.class, "post", String.class, String.class)
        .orShould()
        .callMethod(Api.Request.class, "put", String.class, String.class)
        .orShould()
        .callMethod(Api.Request.class, "patch", String.class, String.class, String.class)
        .orShould()
        .callMethod(Api.Request.class, "delete", String.class, String.class)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void nothing_is_changed_through_the_typed_client() {
    noClasses()
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "changes something through the typed client",
                call ->
                    call.getTargetOwner().getPackageName().startsWith(CLIENT)
                        && CHANGES.matcher(call.getName()).matches()))
        .because(
            "it may repeat a request, and tells a lost answer and a no apart only by exception")
        .check(CLASSES);
  }
}
