package dev.gelada.core.config;

/** Files that load with {@link Samples}; problems and mutants are made from them. */
final class SampleFiles {
  static final String SMALL =
      """
      gelada: 1
      name: checkout-loses-one
      why: The shop answers when any one process goes away
      targets:
        checkout:
          processes: {group: checkout}
      limits:
        window: {zone: Europe/Berlin}
      steps:
        - kill-process: {target: checkout}
      """;

  static final String FULL =
      """
      gelada: 1
      name: everything-at-once
      why: "Each key of the format stands here once: with quotes"
      targets:
        checkout:
          processes:
            group: checkout
            labels: {tier: front, canary: false}
          pick: {groups: 50%, oldest: 2}
          optIn: {chaos: yes please}
          except:
            - {group: checkout-admin}
            - labels: {stateful: true}
        own:
          launch:
            command: [java, -jar, shop.jar, "--port={port}"]
            replicas: 3
            ready: "http://localhost:{port}/health"
            restart: false
            secrets: {TOKEN: abcdefgh}
        pods:
          pods: {namespaces: [shop, cart], labels: "app=shop,tier!=db"}
          pick:
            percent: {label: chaos/percent, default: 30}
          optIn: none
      probes:
        answers: {http: "http://shop.example/health", faster: 500ms, every: 2s, failAfter: 5}
        open: {tcp: "shop.example:443", during: "off"}
        works:
          command: [curl, -f, "http://shop.example/"]
          timeout: 3s
          during: record
          recoverWithin: 2m
        asks:
          sql: {database: "jdbc:postgresql://db/shop", query: select 1}
      steadyState: [answers, open]
      limits:
        window:
          days: [Mon-Wed, Fri]
          hours: 08:30-24:00
          zone: Europe/Berlin
          holidays: [DE-BY]
          daysOff: ["2026-12-24"]
        minHealthy: 50%
        maxVictims: 3
        perGroup: 1 per workday
        total: 5 per week
        cooldown: 30m
        minGap: 2 workdays
        minAge: 0s
        maxDuration: 1h
        maxConcurrent: unlimited
        stopUnless: [answers]
      steps:
        - kill-process: {target: checkout, signal: sig-usr1, grace: 2s, refusedBy: window}
        - pause: 10s
        - until: works
          within: 1m
        - together:
            - pause-process: {target: own, for: 30s, settleTime: 1s}
            - - latency:
                  target: pods
                  for: 5m
                  delay: 100ms
                  share: 0.5
                  routes: [db, {host: cache, port: 6379}]
                  upTo: 20%
                  buffer: 3MiB
                  attended: true
                  applyWithin: 25s
              - ask: Does it still feel fast?
      schedule:
        meanTimeBetween: {label: chaos/mean, default: 2 workdays}
        each: checkout
      """;

  static final String CRON =
      """
      {
      "gelada": 1, "name": "as-json", "why": "JSON is YAML",
      "targets": {"cart": {"pods": {"labels": "app=cart"}, "pick": {"all": true}}},
      "limits": {"window": "always", "perGroup": "unlimited", "minHealthy": 0},
      "steps": [{"kill-pod": {}}],
      "schedule": {"cron": "30 10 * * TUE"}
      }
      """;

  static final String AT =
      """
      gelada: 1
      name: at-two-moments
      why: Once each
      targets:
        checkout: {processes: {labels: {tier: front}}, pick: {zone: eu-1a}}
      limits:
        window: {always: true, zone: UTC}
      steps:
        - pause-process: {for: 10s}
      schedule:
        at: ["2026-12-01T10:30", "2026-12-02T10:30+01:00"]
      """;

  static final String POLICY =
      """
      policy: 1
      why: The first weeks
      limits:
        window: {days: Mon-Thu, hours: 10:00-15:00, zone: UTC, holidays: [DE]}
        minHealthy: 2
        maxVictims: 1
        perGroup: 1 per workday
        total: 10 per week
        cooldown: 1h
        minGap: 1 workday
        minAge: 5m
        maxDuration: 30m
        maxConcurrent: 2
      allow:
        optInNone: false
        attended: true
        optInAround: true
        overrides: [window, perGroup]
        attacks: [kill-process]
      deny:
        attacks: ["kill-p*"]
        sources: [pods]
        groups: ["payments-*"]
      """;

  private SampleFiles() {}
}
