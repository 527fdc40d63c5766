package dev.kanit.standalone.platform;

import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.executor.drill.DrillSchedule;
import dev.kanit.executor.log.RecordedDrills;
import dev.kanit.executor.log.RehearsalLog;
import dev.kanit.schemas.SchemaRegistryClient;
import java.time.Duration;
import java.util.List;

/** Rehearses plans on a platform's log, on a schedule. */
public final class PlatformDrills implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final DrillActuators actuators = DrillActuators.open();
    private final SchemaRegistryClient registry;
    private final DrillSchedule schedule;
    private final String words;

    private PlatformDrills(Platform platform, List<RolloutPlan> plans, Duration every) {
        registry = new SchemaRegistryClient(platform.registryUri(), ANSWER);
        schedule =
                DrillSchedule.start(
                        plans,
                        every,
                        actuators.all(),
                        () -> RecordedDrills.read(platform.clientSettings(), registry),
                        steps -> RehearsalLog.write(platform.clientSettings(), registry, steps));
        words = plans.stream().map(RolloutPlan::name).toList() + " every " + every;
    }

    /**
     * @param plans that are rehearsed; none is fine
     * @param every time from one drill of a plan to the next, at least a minute
     */
    public static PlatformDrills start(Platform platform, List<RolloutPlan> plans, Duration every) {
        return new PlatformDrills(platform, plans, every);
    }

    @Override
    public String toString() {
        return words;
    }

    @Override
    public void close() {
        schedule.close();
        registry.close();
        actuators.close();
    }
}
