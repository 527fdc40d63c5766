package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.standalone.platform.PlanViews;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kanit rollout}: starts, reads and steers rollouts of a running platform. */
@Command(
        name = "rollout",
        mixinStandardHelpOptions = true,
        description = "Starts, shows and steers rollouts.",
        subcommands = {
            RolloutCommand.Start.class,
            RolloutCommand.ListAll.class,
            RolloutCommand.Show.class,
            RolloutWatch.class,
            RolloutCommand.TakeCommand.class,
            RolloutCommand.Approve.class,
            RolloutCommand.Hold.class,
            RolloutCommand.Resume.class,
            RolloutCommand.RollBack.class,
            RolloutCommand.Note.class,
            RitualCommands.HandOver.class,
            RitualCommands.ApproveGo.class,
            RitualCommands.OverrideRule.class,
            RitualCommands.Attest.class,
            RitualCommands.Rerun.class,
            RitualCommands.Acknowledge.class,
            RitualCommands.Close.class,
            RitualCommands.Freeze.class,
            RitualCommands.Unfreeze.class,
            RitualCommands.KillSwitch.class
        })
final class RolloutCommand {

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = "Starts a rollout by a plan.")
    static final class Start implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;
        @Mixin private ApiOptions api = new ApiOptions();

        @Option(names = "--plan", required = true, description = "Plan file.")
        private Path plan = Path.of("");

        @Option(names = "--id", description = "Of the rollout; plan name and time by default.")
        private @Nullable String id;

        @Option(names = "--reason", defaultValue = "", description = "Why.")
        private String reason = "";

        @Override
        public Integer call() throws IOException, InterruptedException {
            String text = CommandOutput.readPlan(plan);
            String rollout =
                    id != null
                            ? id
                            : PlanViews.parse(text).plan().name()
                                    + "-"
                                    + System.currentTimeMillis() / 1000;
            Map<String, String> body = new LinkedHashMap<>();
            body.put("id", rollout);
            body.put("plan", text);
            api.by().ifPresent(by -> body.put("by", by));
            body.put("reason", reason);
            JsonNode receipt = api.client().post("/v1/rollouts", body);
            CommandOutput.of(spec).out().println("started " + receipt.path("rolloutId").asText());
            return ExitCodes.OK;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "One line a rollout.")
    static final class ListAll implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;
        @Mixin private ApiOptions api = new ApiOptions();

        @Override
        public Integer call() throws IOException, InterruptedException {
            var out = CommandOutput.of(spec).out();
            for (JsonNode rollout : api.client().get("/v1/rollouts")) {
                out.println(RolloutText.line(rollout));
            }
            return ExitCodes.OK;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "One rollout, whole.")
    static final class Show implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;
        @Mixin private ApiOptions api = new ApiOptions();

        @Parameters(paramLabel = "ID", description = "Of the rollout.")
        private String id = "";

        @Option(names = "--json", description = "As the API says it.")
        private boolean json;

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonNode rollout = api.client().get("/v1/rollouts/" + id);
            CommandOutput.of(spec)
                    .out()
                    .println(json ? rollout.toString() : RolloutText.page(rollout));
            return ExitCodes.OK;
        }
    }

    /** What all steering commands share. */
    abstract static class Steering implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;
        @Mixin private ApiOptions api = new ApiOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "Of the rollout.")
        private String id = "";

        @Option(names = "--reason", defaultValue = "", description = "Why.")
        private String reason = "";

        abstract String kind();

        String reason() {
            return reason;
        }

        /** Adds what the command is about to what is sent. */
        void add(Map<String, String> body) {
            // Most are about the rollout itself.
        }

        CommandLine commandLine() {
            return Objects.requireNonNull(spec).commandLine();
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            Map<String, String> body = new LinkedHashMap<>();
            body.put("kind", kind());
            api.by().ifPresent(by -> body.put("by", by));
            body.put("reason", reason());
            add(body);
            JsonNode receipt = api.client().post("/v1/rollouts/" + id + "/commands", body);
            CommandOutput.of(spec)
                    .out()
                    .println(
                            kind()
                                    + " taken for "
                                    + id
                                    + " (command "
                                    + receipt.path("commandId").asText()
                                    + "); `kanit rollout watch` shows what came of it");
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "take-command",
            mixinStandardHelpOptions = true,
            description = "Makes you the incident commander.")
    static final class TakeCommand extends Steering {
        @Override
        String kind() {
            return "TAKE_COMMAND";
        }
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Carries out the recommended rollback now.")
    static final class Approve extends Steering {
        @Override
        String kind() {
            return "APPROVE";
        }
    }

    @Command(
            name = "hold",
            mixinStandardHelpOptions = true,
            description = "Keeps the weight until you resume; answers a recommendation with no.")
    static final class Hold extends Steering {
        @Override
        String kind() {
            return "HOLD";
        }
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Ends your hold.")
    static final class Resume extends Steering {
        @Override
        String kind() {
            return "RESUME";
        }
    }

    @Command(name = "rollback", mixinStandardHelpOptions = true, description = "Rolls back now.")
    static final class RollBack extends Steering {
        @Override
        String kind() {
            return "ROLL_BACK";
        }
    }

    @Command(
            name = "note",
            mixinStandardHelpOptions = true,
            description = "Leaves a remark in the parking lot; decides nothing.")
    static final class Note extends Steering {
        @Parameters(index = "1", paramLabel = "TEXT", description = "The remark.")
        private String text = "";

        @Override
        String kind() {
            return "NOTE";
        }

        @Override
        String reason() {
            return text;
        }
    }
}
