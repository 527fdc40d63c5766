package dev.kanit.codec.plan;

import dev.kanit.codec.check.ChecksPlan;
import dev.kanit.decision.plan.RolloutPlan;
import java.util.List;

/**
 * A plan file that was read and found sound.
 *
 * @param plan what the decision core needs
 * @param collection what the collector needs
 * @param checks what is checked before the first stage, as it is run
 * @param minute signals that the war-room minute shows, in order
 * @param speed by what every duration was divided; 1 in production
 * @param text the file itself
 */
public record PlanFile(
        RolloutPlan plan,
        CollectionPlan collection,
        ChecksPlan checks,
        List<String> minute,
        double speed,
        String text) {

    public PlanFile {
        minute = List.copyOf(minute);
    }
}
