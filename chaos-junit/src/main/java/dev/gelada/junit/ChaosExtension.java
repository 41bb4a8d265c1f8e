package dev.gelada.junit;

import dev.gelada.junit.scope.Scope;
import dev.gelada.junit.scope.Scopes;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Opens the scope of each test, puts faults around its body, and ends them after it. */
public final class ChaosExtension
    implements BeforeEachCallback,
        BeforeTestExecutionCallback,
        AfterTestExecutionCallback,
        ParameterResolver {
  @Override
  public void beforeEach(ExtensionContext context) {
    scope(context);
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {}

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Scopes.of(context).ifPresent(Scope::close);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(Chaos.class);
  }

  @Override
  public Chaos resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return new Chaos(scope(context));
  }

  private static Scope scope(ExtensionContext context) {
    return Scopes.open(context, 42, Duration.ofSeconds(30));
  }
}
