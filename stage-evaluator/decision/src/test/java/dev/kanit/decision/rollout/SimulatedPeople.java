package dev.kanit.decision.rollout;

import dev.kanit.decision.plan.PlannedCheck;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.rollout.Preparation.Outcome;
import dev.kanit.decision.rollout.RolloutInput.CheckFinished;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Checks answer, and people approve, override, freeze and hand over, rightly and wrongly. */
final class SimulatedPeople {

    private static final List<String> NAMES = List.of("ayse", "mehmet", "zeynep", "can");

    /** What people say most of; each kind as often as it stands here. */
    private static final List<CommandKind> SAID =
            List.of(
                    CommandKind.ATTEST,
                    CommandKind.ATTEST,
                    CommandKind.APPROVE_GO,
                    CommandKind.APPROVE_GO,
                    CommandKind.APPROVE_GO,
                    CommandKind.APPROVE_GO,
                    CommandKind.OVERRIDE,
                    CommandKind.OVERRIDE,
                    CommandKind.RERUN,
                    CommandKind.RERUN,
                    CommandKind.HAND_OVER,
                    CommandKind.HOLD,
                    CommandKind.TAKE_COMMAND,
                    CommandKind.ACKNOWLEDGE,
                    CommandKind.CLOSE_FAILURE,
                    CommandKind.FREEZE,
                    CommandKind.UNFREEZE,
                    CommandKind.UNFREEZE,
                    CommandKind.RESUME,
                    CommandKind.RESUME,
                    CommandKind.RESUME,
                    CommandKind.KILL_SWITCH);

    private static final List<CommandKind> EVERY = List.of(CommandKind.values());

    private final SplittableRandom random;
    private final RolloutPlan plan;

    SimulatedPeople(SplittableRandom random, RolloutPlan plan) {
        this.random = random;
        this.plan = plan;
    }

    RolloutInput input(RolloutState state, long now) {
        int checks = state.phase() instanceof Phase.Preparing ? 2 : 10;
        return random.nextInt(checks) == 0 ? check(now) : command(state, now);
    }

    private CheckFinished check(long now) {
        return new CheckFinished(
                now,
                random.nextInt(20) == 0 ? "unheard-of" : anyCheck(),
                switch (random.nextInt(8)) {
                    case 0 -> Outcome.FAILED;
                    case 1 -> Outcome.ERRORED;
                    case 2 -> Outcome.WARNED;
                    default -> Outcome.PASSED;
                },
                random.nextInt(1, 5),
                random.nextInt(20) == 0 ? "another-plan" : plan.digest());
    }

    private CommandGiven command(RolloutState state, long now) {
        CommandKind kind =
                random.nextInt(4) == 0
                        ? EVERY.get(random.nextInt(EVERY.size()))
                        : SAID.get(random.nextInt(SAID.size()));
        String commander = state.authority().commander();
        String by =
                commander.isEmpty() || random.nextBoolean()
                        ? NAMES.get(random.nextInt(NAMES.size()))
                        : commander;
        String subject =
                switch (kind) {
                    case ATTEST -> random.nextInt(3) == 0 ? anyCheck() : "sign-off";
                    case RERUN -> random.nextBoolean() ? anyCheck() : "preflight";
                    case HAND_OVER -> NAMES.get(random.nextInt(NAMES.size()));
                    case OVERRIDE ->
                            List.of(
                                            "go",
                                            "go",
                                            "go",
                                            "command",
                                            "freeze",
                                            "csp-storm",
                                            "no-rule",
                                            "")
                                    .get(random.nextInt(8));
                    case ACKNOWLEDGE ->
                            "shop-1/" + List.of("hold", "readiness").get(random.nextInt(2));
                    default -> "";
                };
        long expires =
                kind == CommandKind.OVERRIDE || random.nextInt(4) == 0
                        ? now + random.nextInt(-5_000, 300_000)
                        : Phase.NONE;
        String digest = random.nextInt(20) == 0 ? "another-plan" : plan.digest();
        return new CommandGiven(
                now,
                "p" + random.nextLong(),
                kind,
                by,
                random.nextInt(10) == 0 ? "" : "because",
                subject,
                digest,
                expires,
                roles());
    }

    private Roles roles() {
        return switch (random.nextInt(10)) {
            case 0 -> Roles.of(List.of("viewer"));
            case 1 -> Roles.of(List.of("approver", "operator"));
            case 2 -> Roles.of(List.of());
            default -> Roles.UNKNOWN;
        };
    }

    private String anyCheck() {
        List<String> names = new ArrayList<>();
        for (PlannedCheck check : plan.ritual().checks().orElseThrow().checks()) {
            names.add(check.name());
        }
        return names.get(random.nextInt(names.size()));
    }
}
