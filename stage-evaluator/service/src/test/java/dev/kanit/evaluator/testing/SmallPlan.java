package dev.kanit.evaluator.testing;

/** A plan of two stages, a snapshot a second. */
public final class SmallPlan {

    public static final String TEXT =
            """
            plan: small
            hypothesis: v2 is no worse than v1
            service: shop
            from: v1
            to: v2
            actuator: {http: {url: "http://switch"}}
            source: {push: {every: 1s}}
            signals:
              latency: {unit: ms, query: 'latency{track="$track"}', pass: "<= 200ms"}
            stages:
              - {weight: 5%, bake: 10s}
              - {weight: 100%, bake: 10s}
            watch: 1h
            triggers:
              latency-critical: {when: ["latency > 400ms"], for: 3s, then: rollback}
            decide:
              overThreshold: {answerWithin: 30s}
              missing: {holdAfter: 5s, rollbackAfter: 60s}
              providerDown: {holdAfter: 10s, rollbackAfter: 2m}
            """;

    private SmallPlan() {}
}
