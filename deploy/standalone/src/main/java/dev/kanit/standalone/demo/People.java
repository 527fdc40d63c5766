package dev.kanit.standalone.demo;

import dev.kanit.codec.check.Check;
import dev.kanit.codec.check.CheckGroup;
import dev.kanit.codec.check.CheckKind;
import dev.kanit.codec.check.ChecksPlan;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * The people whom the demonstration plays: an incident commander, whoever signs for what no machine
 * can check, and an approver where the scenario asks for one.
 */
final class People {

    private static final String COMMANDER = "deniz";
    private static final String APPROVER = "selin";
    private static final String REASON = "played by the demonstration";
    private static final Duration WAR_ROOM = Duration.ofMinutes(20);

    private final RolloutFollower follower;
    private final PlanClock clock;
    private final boolean approves;
    private final List<Act> due = new ArrayList<>();

    /**
     * @param before the planned first stage, in plan time
     */
    private record Act(Duration before, CommandKind kind, String subject, String by) {}

    /**
     * @param checks of the plan as its file has it
     * @param approves whether somebody answers a NO_GO that one approver may answer
     */
    People(RolloutFollower follower, PlanClock clock, ChecksPlan checks, boolean approves) {
        this.follower = follower;
        this.clock = clock;
        this.approves = approves;
        due.add(new Act(WAR_ROOM, CommandKind.TAKE_COMMAND, "", COMMANDER));
        for (CheckGroup group : checks.groups()) {
            for (Check check : group.checks()) {
                if (check.kind() instanceof CheckKind.Attestation(_, String by)) {
                    due.add(
                            new Act(
                                    group.before(),
                                    CommandKind.ATTEST,
                                    check.name(),
                                    by.isBlank() ? COMMANDER : by.strip()));
                }
            }
        }
    }

    /** Does what is due. */
    void act(Instant now) throws InterruptedException, ExecutionException {
        List<Act> acts = due.stream().filter(act -> clock.isDue(act.before(), now)).toList();
        due.removeAll(acts);
        for (Act act : acts) {
            follower.command(act.kind(), act.by(), act.subject(), REASON);
        }
    }

    void heard(RolloutDecision decision) throws InterruptedException, ExecutionException {
        if (approves && decision.getKind() == DecisionKind.NO_GO) {
            follower.approve(
                    decision.getPlanDigest(),
                    APPROVER,
                    "the open incident is another service's; " + REASON);
        }
    }
}
