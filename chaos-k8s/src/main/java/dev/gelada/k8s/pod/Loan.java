package dev.gelada.k8s.pod;

import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Reply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object of somebody else that an attack changes for a while. Two things make that safe:
 *
 * <ul>
 *   <li>One patch makes the change and leaves the strike's id as an annotation, and one patch
 *       undoes both. So the change is never there without its mark, whatever dies in between, and
 *       only what carries our mark is undone.
 *   <li>The patch that makes the change tests the resourceVersion of the moment when the strike was
 *       judged, which the trail knows from the claim on. A version never comes back. So an undo
 *       that finds another version knows that a request still under way must fail, and one that
 *       finds the same version moves it on: it adds an annotation and takes it away again.
 * </ul>
 *
 * <p>Blocks; thread-safe.
 *
 * @param cluster where
 * @param what in words: {@code deployment shop/cart}
 * @param path of the API
 * @param mark the annotation
 */
public record Loan(Cluster cluster, String what, String path, String mark) {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration AFTERWARDS = Duration.ofSeconds(5);

  /** What the server answers when a test of the patch fails, or two patches met. */
  private static final Set<Integer> MOVED = Set.of(409, 422);

  /**
   * As it is now.
   *
   * @return empty if it is not there
   */
  public Optional<Lent> now(Duration within) throws IOException {
    return new Look(cluster, within).at(what, path).map(Lent::new);
  }

  /** Why what was read is not to be borrowed: another one, going, or borrowed already. */
  public Optional<Refusal> against(Optional<Lent> now, String uid) {
    String next = "Nothing is to be done; the next run chooses among those that are there.";
    if (now.isEmpty()) {
      return Optional.of(new Refusal("gone", what + " is not there any more.", next));
    }
    if (!now.get().uid().equals(uid)) {
      return Optional.of(
          new Refusal(
              "identity",
              "%s is another one now: uid %s was chosen, %s is there."
                  .formatted(what, uid, now.get().uid()),
              next));
    }
    if (now.get().object().terminating()) {
      return Optional.of(new Refusal("terminating", what + " is being deleted.", next));
    }
    String by = now.get().annotation(mark);
    return by.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "conflict",
                "%s carries the mark of strike %s (annotation %s).".formatted(what, by, mark),
                "Run `gelada revert`; if no trail knows that strike, put it right by hand and take"
                    + " the annotation away."));
  }

  /**
   * Changes it, if it is still as it was judged.
   *
   * @param version of the moment when it was judged
   */
  public Effect take(StrikeId strike, String uid, String version, Terms terms, Deadline deadline) {
    Optional<Lent> now;
    try {
      now = now(deadline.left());
    } catch (IOException unseen) {
      return new Effect.Untouched(Reach.unseen(unseen));
    }
    Optional<Refusal> why = against(now, uid);
    if (why.isPresent() || now.isEmpty()) {
      return new Effect.Untouched(why.orElseThrow());
    }
    if (!now.get().version().equals(version)) {
      return new Effect.Untouched(moved("it was changed since it was judged"));
    }
    return deadline.passed()
        ? new Effect.Untouched(Reach.late())
        : send(strike, now.get(), terms, deadline);
  }

  /** The one patch; takes effect only on the object exactly as it was seen. */
  Effect send(StrikeId strike, Lent seen, Terms terms, Deadline deadline) {
    List<Operation> operations = new ArrayList<>(as(seen));
    operations.addAll(terms.change());
    operations.add(marked(seen, mark, strike));
    try {
      return effect(strike, patch(operations, deadline.left()), deadline);
    } catch (InterruptedIOException stopped) {
      return new Effect.Unknown("interrupted while " + what + " was being changed");
    }
  }

  private Effect effect(StrikeId strike, Reply reply, Deadline deadline) {
    if (reply instanceof Reply.Yes) {
      return new Effect.Struck(Map.of("mark", mark));
    }
    if (reply instanceof Reply.No no) {
      return new Effect.Untouched(
          MOVED.contains(no.code()) ? moved(no.message()) : Answers.of("change " + what, no));
    }
    Reply.Lost lost = (Reply.Lost) reply;
    try {
      Deadline look = deadline.atMost(AFTERWARDS);
      if (!look.passed()
          && now(look.left()).filter(n -> n.annotation(mark).equals(strike.value())).isPresent()) {
        return new Effect.Struck(Map.of("mark", mark, "answer", "lost: " + lost.why()));
      }
    } catch (IOException unseen) {
      return new Effect.Unknown(lost.why() + "; then " + unseen.getMessage());
    }
    return new Effect.Unknown(lost.why());
  }

  private Refusal moved(String why) {
    return new Refusal(
        "conflict",
        "%s is not as it was when it was judged: %s.".formatted(what, why),
        "Run again; somebody else changes it too.");
  }

  /**
   * Undoes what carries our mark, and sees to it that a request still under way fails.
   *
   * @throws IOException if it could not be done or found out in time
   */
  public Undone giveBack(
      StrikeId strike, String uid, String version, Terms terms, Deadline deadline)
      throws IOException, InterruptedException {
    String last = "there was no time for it";
    while (!deadline.passed()) {
      Optional<Lent> now = now(deadline.left());
      if (now.isEmpty() || !now.get().uid().equals(uid)) {
        return new Undone.Gone(
            now.isEmpty() ? what + " is not there any more" : what + " is another one now");
      }
      Optional<Undone> settled = settled(strike, now.get(), version, terms);
      if (settled.isPresent()) {
        return settled.get();
      }
      last = words(patch(step(strike, now.get(), terms), deadline.left()));
      cluster.time().pause(last.isEmpty() ? Duration.ZERO : PAUSE);
    }
    throw new IOException("%s could not be put back in time: %s".formatted(what, last));
  }

  /** The answer, unless something is still to be done. */
  private Optional<Undone> settled(StrikeId strike, Lent now, String version, Terms terms) {
    String by = now.annotation(mark);
    if (by.equals(strike.value())) {
      return terms.original(now) || terms.changed(now)
          ? Optional.empty()
          : conflict(terms.words(now) + ", and that is not from this strike");
    }
    if (now.version().equals(version) || now.annotation(over()).equals(strike.value())) {
      return Optional.empty();
    }
    if (!by.isEmpty()) {
      return Optional.of(new Undone.Restored(Map.of("now", "strike " + by + " holds it")));
    }
    return terms.original(now)
        ? Optional.of(new Undone.Restored(Map.of("now", terms.words(now))))
        : conflict(terms.words(now) + " and carries no mark of this strike");
  }

  /**
   * The next patch of an undo: back, or the version moved on by a mark that goes again. Controllers
   * write to the object too, so only what matters is tested.
   */
  private List<Operation> step(StrikeId strike, Lent now, Terms terms) {
    boolean ours = now.annotation(mark).equals(strike.value());
    if (!ours && !now.annotation(over()).equals(strike.value())) {
      List<Operation> moveOn = new ArrayList<>(as(now));
      moveOn.add(marked(now, over(), strike));
      return moveOn;
    }
    String pointer = pointer(ours ? mark : over());
    List<Operation> operations = new ArrayList<>();
    operations.add(Operation.test("/metadata/uid", now.uid()));
    operations.add(Operation.test(pointer, strike.value()));
    operations.addAll(ours && !terms.original(now) ? terms.back() : List.of());
    operations.add(Operation.remove(pointer));
    return operations;
  }

  private Optional<Undone> conflict(String why) {
    return Optional.of(
        new Undone.Conflict(
            "%s: %s. Put it right by hand, take the annotation %s away if it is there, and accept"
                    .formatted(what, why, mark)
                + " the residue."));
  }

  private Reply patch(List<Operation> operations, Duration within) throws InterruptedIOException {
    return cluster
        .api()
        .send(Api.Request.patch(path, Api.JSON_PATCH, Operation.json(operations)), within);
  }

  private static String words(Reply reply) {
    if (reply instanceof Reply.Lost lost) {
      return lost.why();
    }
    return reply instanceof Reply.No no ? no.message() : "";
  }

  /** Only that very object, and only as it was read. */
  private static List<Operation> as(Lent now) {
    return List.of(
        Operation.test("/metadata/uid", now.uid()),
        Operation.test("/metadata/resourceVersion", now.version()));
  }

  private static Operation marked(Lent now, String key, StrikeId strike) {
    return now.annotated()
        ? Operation.add(pointer(key), strike.value())
        : Operation.add("/metadata/annotations", Map.of(key, strike.value()));
  }

  private String over() {
    return mark + "-over";
  }

  private static String pointer(String key) {
    return "/metadata/annotations/" + Operation.escaped(key);
  }
}
