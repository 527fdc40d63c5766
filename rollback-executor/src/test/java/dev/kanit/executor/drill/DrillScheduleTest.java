package dev.kanit.executor.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.wire.ActionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

final class DrillScheduleTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final String PLAN =
            """
            plan: shop
            hypothesis: v2 is no worse than v1
            service: shop
            from: v1
            to: v2
            actuator: {http: {url: "http://127.0.0.1:1"}}
            source: {push: {every: 1s}}
            signals:
              latency: {unit: ms, query: latency, pass: "<= 200ms"}
            stages:
              - {weight: 100%, bake: 10m}
            """;

    private final List<ActionOutcome> log = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private boolean away;

    private final DrillSchedule schedule =
            DrillSchedule.still(
                    List.of(plan()),
                    WEEK,
                    Actuators.of(),
                    () -> {
                        if (away) {
                            throw new KafkaException("away");
                        }
                        return List.copyOf(log);
                    },
                    log::addAll,
                    (InstantSource) () -> now);

    @Test
    void aDrillIsDueWhenTheLogHoldsNoNewerOne() {
        schedule.look();
        assertThat(PastDrill.of(log)).hasSize(1);

        now = now.plus(WEEK).minusSeconds(2);
        schedule.look();
        assertThat(PastDrill.of(log)).as("not yet").hasSize(1);

        now = now.plusSeconds(2);
        schedule.look();
        assertThat(PastDrill.of(log)).hasSize(2);
    }

    @Test
    void whatIsDueWhileTheLogIsAwayIsDoneWhenItIsBack() {
        away = true;
        schedule.look();
        assertThat(log).isEmpty();

        away = false;
        schedule.look();
        assertThat(PastDrill.of(log)).hasSize(1);
    }

    private static RolloutPlan plan() {
        return ((PlanReading.Accepted) PlanReader.read(PLAN)).file().plan();
    }
}
