package dev.kanit.codec.plan;

import dev.kanit.decision.plan.RolloutPlan;
import java.util.List;

/**
 * A plan file that was read and found sound.
 *
 * @param plan what the decision core needs
 * @param collection what the collector needs
 * @param minute signals that the war-room minute shows, in order
 * @param speed by what every duration was divided; 1 in production
 * @param text the file itself
 */
public record PlanFile(
        RolloutPlan plan,
        CollectionPlan collection,
        List<String> minute,
        double speed,
        String text) {

    public PlanFile {
        minute = List.copyOf(minute);
    }
}
