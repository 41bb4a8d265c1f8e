package dev.gelada.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C, SIGTERM and a closed terminal put everything back before the process ends, with the
 * exit code of what was interrupted. Works by a shutdown hook, which the JVM runs for all of these:
 * the hook asks for the end, waits for it, and then halts the JVM, because {@code System.exit} is
 * no longer possible while hooks run and the JVM's own code for a signal (130) would say nothing.
 */
public final class Interruptions implements AutoCloseable {
  private static final long BOUND_SECONDS = 60;

  private final Console console;
  private final Runnable interrupt;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "gelada-interrupted");
  private volatile int code = ExitCode.ABORTED.number();

  private Interruptions(Console console, Runnable interrupt) {
    this.console = console;
    this.interrupt = interrupt;
  }

  /**
   * From here on until {@link #close}.
   *
   * @param interrupt asks what is under way to end; returns at once, may be called often
   */
  public static Interruptions during(Console console, Runnable interrupt) {
    Interruptions interruptions = new Interruptions(console, interrupt);
    Runtime.getRuntime().addShutdownHook(interruptions.hook);
    return interruptions;
  }

  /** Everything is over and said; the process may end with this code. */
  public void over(int exit) {
    code = exit;
    over.countDown();
  }

  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException underWay) {
      // the hook runs, and ends the process
    }
  }

  private void end() {
    interrupt.run(); // before a word is said, which may hang in a terminal that stands still
    console.problem("Interrupted: putting everything back first.");
    again("INT", "Reverting is under way and takes at most " + BOUND_SECONDS + " s.");
    boolean reverted = false;
    try {
      // asked again and again, since what is to be ended may be about to begin
      for (int i = 0; i < BOUND_SECONDS * 10 && !reverted; i++) {
        interrupt.run();
        reverted = over.await(100, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      // nobody interrupts a hook; if somebody did, what is left is said below
    }
    if (!reverted) {
      console.problem(
          "Not everything is back after "
              + BOUND_SECONDS
              + " s. What is left ends at its deadline; `gelada revert` settles it.");
      code = ExitCode.RESIDUE.number();
    }
    Runtime.getRuntime().halt(code);
  }

  /**
   * Says something when the signal comes again. By reflection, since the class is the JDK's own and
   * not part of Java; where it is missing, a second Ctrl-C is silent and just as harmless.
   */
  private void again(String signal, String words) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object speaking =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  console.problem(words);
                }
                return null;
              });
      type.getMethod("handle", type, handler)
          .invoke(null, type.getConstructor(String.class).newInstance(signal), speaking);
    } catch (ReflectiveOperationException | RuntimeException unsupported) {
      // silent it is
    }
  }
}
