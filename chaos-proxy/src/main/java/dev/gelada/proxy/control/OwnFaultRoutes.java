package dev.gelada.proxy.control;

import dev.gelada.proxy.ActiveFault;
import dev.gelada.proxy.FaultSpec;
import dev.gelada.proxy.Proxies;
import dev.gelada.proxy.Proxy;
import dev.gelada.proxy.ProxyTrouble;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Our own routes for faults. Each can be asked for again when an answer was lost: what is there as
 * it was asked for is success, and what was ended for good never begins again.
 */
final class OwnFaultRoutes {
  private final Proxies proxies;
  private final InstantSource clock;

  OwnFaultRoutes(Proxies proxies, InstantSource clock) {
    this.proxies = proxies;
    this.clock = clock;
  }

  void join(Routes routes, String root) {
    String path = root + "/proxies/{}/faults";
    routes
        .add("GET", path, this::list)
        .add("GET", path + "/{}", this::show)
        .add("PUT", path + "/{}", this::put)
        .add("DELETE", path + "/{}", this::remove);
  }

  private Answer list(Call call, List<String> names) throws Declined {
    OwnShown shown = new OwnShown(clock.instant());
    return Answer.json(200, meant(call, names).faults().stream().map(shown::fault).toList());
  }

  private Answer show(Call call, List<String> names) throws Declined {
    ActiveFault fault =
        meant(call, names)
            .fault(names.get(1))
            .orElseThrow(() -> new Declined(404, "no-fault", "no fault '" + names.get(1) + "'"));
    return shown(200, fault);
  }

  private Answer put(Call call, List<String> names) throws Declined, ProxyTrouble {
    Proxy proxy = meant(call, names);
    List<String> problems = new ArrayList<>();
    Optional<Wanted.Fault> read =
        new Wanted(clock).fault(OwnRoutes.only(call), "", names.get(1), problems);
    Wanted.Fault wanted = read.orElseThrow(() -> OwnRoutes.wrong(problems));
    inTime(wanted.spec(), clock.instant());
    Optional<ActiveFault> there = proxy.fault(names.get(1));
    if (there.isPresent()) {
      return again(wanted, there.get());
    }
    try {
      return shown(201, proxy.add(wanted.spec()));
    } catch (ProxyTrouble trouble) {
      Optional<ActiveFault> meanwhile = proxy.fault(names.get(1));
      if (trouble.kind() == ProxyTrouble.Kind.FAULT_EXISTS && meanwhile.isPresent()) {
        return again(wanted, meanwhile.get());
      }
      throw trouble;
    }
  }

  /** Ends the request if the fault's deadline has passed: it would end as soon as it began. */
  static void inTime(FaultSpec fault, Instant now) throws Declined {
    Instant ends = fault.endsAt();
    if (ends != null && !ends.isAfter(now)) {
      throw new Declined(
          422,
          "past-deadline",
          "the deadline of fault '%s' has passed: %s".formatted(fault.name(), ends));
    }
  }

  private Answer again(Wanted.Fault wanted, ActiveFault there) throws Declined {
    FaultSpec is = there.spec();
    FaultSpec asked = wanted.spec();
    if (wanted.relative() && is.endsAt() != null) {
      // said again, "for 30 s" means the moment that it meant at first
      asked =
          new FaultSpec(
              asked.name(),
              asked.type(),
              asked.direction(),
              asked.probability(),
              asked.attributes(),
              is.endsAt(),
              asked.seed());
    }
    if (!asked.equals(is)) {
      throw new Declined(
          409, "fault-exists", "fault '%s' is there and is another".formatted(is.name()));
    }
    return shown(200, there);
  }

  private Answer remove(Call call, List<String> names) throws Declined, ProxyTrouble {
    Proxy proxy = meant(call, names);
    if (call.asked("for-good").filter(word -> !word.equals("false")).isPresent()) {
      proxy.end(names.get(1));
    } else {
      proxy.remove(names.get(1));
    }
    return Answer.empty(204);
  }

  private Proxy meant(Call call, List<String> names) throws Declined {
    Proxy proxy = OwnRoutes.named(proxies, names.get(0));
    OwnRoutes.sameAs(call.asked("uid"), proxy);
    return proxy;
  }

  private Answer shown(int status, ActiveFault fault) {
    return Answer.json(status, new OwnShown(clock.instant()).fault(fault));
  }
}
