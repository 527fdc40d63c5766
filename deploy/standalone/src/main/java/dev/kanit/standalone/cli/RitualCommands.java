package dev.kanit.standalone.cli;

import dev.kanit.codec.plan.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Commands of {@code kanit rollout} about what surrounds the stages. */
final class RitualCommands {

    private RitualCommands() {}

    @Command(
            name = "hand-over",
            mixinStandardHelpOptions = true,
            description = "Offers your command to another, who then takes it.")
    static final class HandOver extends RolloutCommand.Steering {
        @Parameters(index = "1", paramLabel = "PERSON", description = "Who shall take command.")
        private String person = "";

        @Override
        String kind() {
            return "HAND_OVER";
        }

        @Override
        void add(Map<String, String> body) {
            body.put("subject", person);
        }
    }

    @Command(
            name = "approve-go",
            mixinStandardHelpOptions = true,
            description = "Approves the release in spite of what the newest NO-GO named.")
    static final class ApproveGo extends RolloutCommand.Steering {
        @Option(
                names = "--plan-digest",
                required = true,
                description = "SHA-256 of the plan that you approve, as `rollout show` has it.")
        private String planDigest = "";

        @Override
        String kind() {
            return "APPROVE_GO";
        }

        @Override
        void add(Map<String, String> body) {
            body.put("planDigest", planDigest);
        }
    }

    @Command(
            name = "override",
            mixinStandardHelpOptions = true,
            description = "Sets a rule aside for a while; needs a reason.")
    static final class OverrideRule extends RolloutCommand.Steering {
        @Parameters(
                index = "1",
                paramLabel = "RULE",
                description = "go, command, freeze, or a trigger's name.")
        private String rule = "";

        @Option(
                names = "--for",
                required = true,
                description = "How long, such as 30m; at most 24h.")
        private String length = "";

        @Override
        String kind() {
            return "OVERRIDE";
        }

        @Override
        void add(Map<String, String> body) {
            Duration lasts =
                    Durations.parse(length)
                            .orElseThrow(
                                    () ->
                                            new ParameterException(
                                                    commandLine(),
                                                    "--for: '"
                                                            + length
                                                            + "' (expected: such as 30m)"));
            body.put("subject", rule);
            body.put("expiresAt", Instant.now().plus(lasts).toString());
        }
    }

    @Command(
            name = "attest",
            mixinStandardHelpOptions = true,
            description = "Answers for a check that no machine can run.")
    static final class Attest extends RolloutCommand.Steering {
        @Parameters(index = "1", paramLabel = "CHECK", description = "Its name in the plan.")
        private String check = "";

        @Override
        String kind() {
            return "ATTEST";
        }

        @Override
        void add(Map<String, String> body) {
            body.put("subject", check);
        }
    }

    @Command(
            name = "rerun",
            mixinStandardHelpOptions = true,
            description = "Runs a check that did not pass once more, or all of a group.")
    static final class Rerun extends RolloutCommand.Steering {
        @Parameters(index = "1", paramLabel = "CHECK|GROUP", description = "Its name in the plan.")
        private String subject = "";

        @Override
        String kind() {
            return "RERUN";
        }

        @Override
        void add(Map<String, String> body) {
            body.put("subject", subject);
        }
    }

    @Command(
            name = "ack",
            mixinStandardHelpOptions = true,
            description = "Says that you look after an alert.")
    static final class Acknowledge extends RolloutCommand.Steering {
        @Parameters(
                index = "1",
                paramLabel = "ALERT",
                description = "Its dedup key, such as shop-1/hold.")
        private String alert = "";

        @Override
        String kind() {
            return "ACKNOWLEDGE";
        }

        @Override
        void add(Map<String, String> body) {
            body.put("subject", alert);
        }
    }

    @Command(
            name = "close",
            mixinStandardHelpOptions = true,
            description = "Closes a failed rollback that people have mended; needs a reason.")
    static final class Close extends RolloutCommand.Steering {
        @Override
        String kind() {
            return "CLOSE_FAILURE";
        }
    }

    @Command(
            name = "freeze",
            mixinStandardHelpOptions = true,
            description = "Holds the rollout where it stands until you lift the freeze.")
    static final class Freeze extends RolloutCommand.Steering {
        @Override
        String kind() {
            return "FREEZE";
        }
    }

    @Command(name = "unfreeze", mixinStandardHelpOptions = true, description = "Lifts a freeze.")
    static final class Unfreeze extends RolloutCommand.Steering {
        @Override
        String kind() {
            return "UNFREEZE";
        }
    }

    @Command(
            name = "kill-switch",
            mixinStandardHelpOptions = true,
            description = "Switches the feature off for the canary alone, and holds the rollout.")
    static final class KillSwitch extends RolloutCommand.Steering {
        @Override
        String kind() {
            return "KILL_SWITCH";
        }
    }
}
