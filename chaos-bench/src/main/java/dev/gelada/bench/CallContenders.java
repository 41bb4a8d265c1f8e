package dev.gelada.bench;

import dev.gelada.junit.target.MethodTarget;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import org.mockito.Mockito;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One call of an interface's method, made in every way that leaves room for a fault while none is
 * there. {@link CallBesideByteman} runs each in JVMs of its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallContenders {
  /** What is called. */
  public interface Gateway {
    /** Answers with a new number for each number, so that nothing can be left out. */
    int charge(int cents);

    /** Answers with what it was handed: no boxes on the way. */
    Object look(Object order);
  }

  /** What is behind it: next to nothing, so that the way there is what is measured. */
  public static final class Till implements Gateway {
    private final int fee;

    Till(int fee) {
      this.fee = fee;
    }

    @Override
    public int charge(int cents) {
      return cents * 31 + fee;
    }

    @Override
    public Object look(Object order) {
      return fee < 0 ? "never" : order;
    }
  }

  /** The ways. */
  public enum Way {
    /** The object itself; also what Byteman's agent has changed. */
    PLAIN {
      @Override
      Gateway to(Gateway real) {
        return real;
      }
    },
    /** The least that a dynamic proxy can be. */
    PROXY {
      @Override
      Gateway to(Gateway real) {
        return (Gateway)
            Proxy.newProxyInstance(
                Gateway.class.getClassLoader(),
                new Class<?>[] {Gateway.class},
                (self, method, arguments) -> {
                  try {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
      }
    },
    /** Ours. */
    TARGET {
      @Override
      Gateway to(Gateway real) {
        return MethodTarget.wrap("gateway", Gateway.class, real).proxy();
      }
    },
    /** A spy that keeps no record of calls: one that does runs out of memory here. */
    SPY {
      @Override
      Gateway to(Gateway real) {
        return Mockito.mock(
            Till.class,
            Mockito.withSettings()
                .spiedInstance((Till) real)
                .defaultAnswer(Mockito.CALLS_REAL_METHODS)
                .stubOnly());
      }
    };

    abstract Gateway to(Gateway real);
  }

  /** Which. */
  @Param("PLAIN")
  Way way = Way.PLAIN;

  private Gateway gateway = new Till(7);
  private int cents = 1_000;
  private final Object order = "order";

  /** Stands before the till. */
  @Setup
  public void wrap() {
    gateway = way.to(new Till(cents % 11));
  }

  /** With a number to be boxed twice by every proxy. */
  @Benchmark
  public int charge() {
    cents++;
    return gateway.charge(cents);
  }

  /** With nothing to be boxed. */
  @Benchmark
  public Object look() {
    return gateway.look(order);
  }
}
