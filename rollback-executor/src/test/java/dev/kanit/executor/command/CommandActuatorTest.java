package dev.kanit.executor.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind.Opening;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandActuatorTest {

    private static final Fence FENCE = new Fence(9, "spark/90");
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path directory = Path.of("");
    private Optional<CommandActuatorKind> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(CommandActuatorKind::close);
    }

    @Test
    void withoutTheOperatorsFileTheActuatorIsOff() {
        try (var kind = new CommandActuatorKind(AllowedCommands.in(""), _ -> "")) {
            assertThat(kind.open(new TreeMap<>(Map.of("rollback", "deploy-rollback"))))
                    .isEqualTo(
                            new Opening.Unusable(
                                    "actuator command is off (expected: commands that the operator"
                                            + " allows by KANIT_EXECUTOR_COMMANDS)"));
        }
    }

    @Test
    void aPlanChoosesAmongTheAllowedCommandsAndAddsNone() throws IOException {
        CommandActuatorKind kind = kind(command("true", 60, "/bin/true"));

        assertThat(kind.open(new TreeMap<>(Map.of("rollback", "/bin/sh"))))
                .isInstanceOf(Opening.Unusable.class);
        assertThat(kind.open(new TreeMap<>(Map.of("shell", "true"))))
                .isInstanceOf(Opening.Unusable.class);
    }

    @Test
    void placeholdersAreWholeArgumentsAndNoShellReadsThem() throws IOException {
        String script = script("printf '[%s]' \"$@\"");
        Actuator actuator =
                actuator("rollback", command("c", 60, script, "{version}", "{action}", "{weight}"));

        StepOutcome outcome =
                actuator.change(new Step.RestoreVersion("v1;touch pwned *"), seen(), FENCE);

        assertThat(outcome).isInstanceOf(StepOutcome.Applied.class);
        assertThat(outcome.detail()).endsWith("printed: [v1;touch pwned *][spark/90][0]");
        assertThat(directory.resolve("pwned")).doesNotExist();
    }

    @Test
    void aValueThatCouldBeAnOptionIsRefusedAndNothingRuns() throws IOException {
        String script = script("touch ran");
        Actuator actuator = actuator("rollback", command("c", 60, script, "{version}"));

        for (String version : List.of("--force", "", "-", "v1\nv2", "v1\0")) {
            assertThat(actuator.change(new Step.RestoreVersion(version), seen(), FENCE))
                    .isInstanceOf(StepOutcome.Refused.class);
        }
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void aCommandGetsTheAllowedVariablesOnlyAndItsSecretsAreStruckOut() throws IOException {
        ObjectNode command = command("c", 60, script("/usr/bin/env | /usr/bin/sort"));
        command.putArray("environment").add("REGION");
        command.putArray("secrets").add("TOKEN");

        String detail =
                actuator("promote", command).change(new Step.Promote("v2"), seen(), FENCE).detail();

        assertThat(detail).contains("REGION=eu").contains("TOKEN=***");
        assertThat(detail)
                .doesNotContain("hunter2")
                .doesNotContain("OTHER")
                .doesNotContain("PATH=/");
    }

    @Test
    void exitCodesSayDoneAgainOrFailed() throws IOException {
        assertThat(exit(0)).isInstanceOf(StepOutcome.Applied.class);
        assertThat(exit(75)).isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(exit(1)).isInstanceOf(StepOutcome.Refused.class);
        assertThat(exit(1).detail()).contains("exit 1 after").contains("printed: said");
    }

    @Test
    void aProgramThatIsNotThereIsRefused() throws IOException {
        assertThat(
                        actuator("rollback", command("c", 60, "/no/such/program"))
                                .change(new Step.RestoreVersion("v1"), seen(), FENCE))
                .isInstanceOf(StepOutcome.Refused.class);
    }

    @Test
    void theTimeLimitEndsTheCommandAndWhatItStarted() throws IOException {
        String script = script("sleep 600 & echo $! > child; echo begun; sleep 600");
        Actuator actuator = actuator("rollback", command("c", 1, script));

        StepOutcome outcome = actuator.change(new Step.RestoreVersion("v1"), seen(), FENCE);

        assertThat(outcome).isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(outcome.detail()).contains("(limit: PT1S)").contains("begun");
        awaitGone(Long.parseLong(Files.readString(directory.resolve("child")).strip()));
    }

    @Test
    void muchOutputIsKeptFromBothEnds() throws IOException {
        String script =
                script(
                        "echo first; i=0; while [ $i -lt 40000 ]; do echo 0123456789;"
                                + " i=$((i+1)); done; echo last");

        String detail =
                actuator("rollback", command("c", 60, script))
                        .change(new Step.RestoreVersion("v1"), seen(), FENCE)
                        .detail();

        assertThat(detail).contains("printed: first").contains("440011 bytes in all");
        assertThat(detail).endsWith("last").hasSizeLessThanOrEqualTo(4_000);
    }

    @Test
    void aNewerOrderEndsTheCommandOfAnOlderOne() throws Exception {
        String slow = script("slow", "echo $$ > slow.pid; sleep 600");
        String fast = script("fast", "echo done");
        CommandActuatorKind kind = kind(command("slow", 300, slow), command("fast", 60, fast));
        Actuator actuator =
                opened(kind.open(new TreeMap<>(Map.of("weight", "slow", "rollback", "fast"))));
        CompletableFuture<StepOutcome> weight =
                CompletableFuture.supplyAsync(
                        () -> actuator.change(new Step.SetWeight(50), seen(), FENCE));
        Path pid = directory.resolve("slow.pid");
        await(() -> Files.exists(pid) && !Files.readString(pid).isBlank());

        StepOutcome rollback =
                actuator.change(new Step.RestoreVersion("v1"), seen(), new Fence(10, "spark/100"));

        assertThat(rollback).isInstanceOf(StepOutcome.Applied.class);
        assertThat(weight.get()).isInstanceOf(StepOutcome.Refused.class);
        awaitGone(Long.parseLong(Files.readString(pid).strip()));
    }

    @Test
    void anOlderOrderRunsNothingAfterANewerOnesCommandHasEnded() throws IOException {
        CommandActuatorKind kind =
                kind(
                        command("weight", 60, script("weight", "echo x >> weights")),
                        command("back", 60, script("back", "echo done")));
        TreeMap<String, String> names =
                new TreeMap<>(Map.of("weight", "weight", "rollback", "back"));
        Actuator older = opened(kind.open(names));

        assertThat(older.change(new Step.SetWeight(5), seen(), FENCE))
                .isInstanceOf(StepOutcome.Applied.class);
        assertThat(
                        opened(kind.open(names))
                                .change(
                                        new Step.RestoreVersion("v1"),
                                        seen(),
                                        new Fence(10, "spark/100")))
                .isInstanceOf(StepOutcome.Applied.class);

        assertThat(older.change(new Step.SetWeight(50), seen(), FENCE))
                .isInstanceOf(StepOutcome.Superseded.class);
        assertThat(Files.readAllLines(directory.resolve("weights"))).hasSize(1);
        // Another rollout has generations of its own.
        assertThat(older.change(new Step.SetWeight(50), seen(), new Fence(1, "other/10")))
                .isInstanceOf(StepOutcome.Applied.class);
    }

    @Test
    void rollbackWithoutOtherCommandsTellsWhatItLeavesOut() throws IOException {
        Actuator actuator = actuator("rollback", command("c", 60, "/bin/true"));

        assertThat(actuator.change(new Step.StopCanary(), seen(), FENCE).detail())
                .isEqualTo("left to the rollback command, which runs at restore-version");
        assertThat(actuator.change(new Step.SetWeight(5), seen(), FENCE).detail())
                .isEqualTo(
                        "actuator command: the plan names no command for this (expected: weight)");
        assertThat(actuator.look(new Step.VerifyHealth(false)).detail())
                .contains("names no command to verify with");
        assertThat(actuator.observe()).isInstanceOf(Observation.Seen.class);
    }

    private StepOutcome exit(int code) throws IOException {
        return actuator("killSwitch", command("c", 60, script("echo said; exit " + code)))
                .change(new Step.SwitchOff(), seen(), FENCE);
    }

    private static Observed seen() {
        return new Observed(Double.NaN, 0, "", "", true, true, new TreeMap<>(), "");
    }

    private Actuator actuator(String role, ObjectNode command) throws IOException {
        return opened(kind(command).open(new TreeMap<>(Map.of(role, "c"))));
    }

    private static Actuator opened(Opening opening) {
        if (opening instanceof Opening.Opened(Actuator actuator)) {
            return actuator;
        }
        throw new AssertionError(opening);
    }

    private ObjectNode command(String name, int seconds, String... run) {
        ObjectNode command = JSON.createObjectNode().put("withinSeconds", seconds);
        command.put("directory", directory.toString()).put("name", name);
        for (String argument : run) {
            command.withArray("run").add(argument);
        }
        return command;
    }

    private CommandActuatorKind kind(ObjectNode... commands) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        for (ObjectNode command : commands) {
            String name = command.remove("name").asText();
            root.withObject("commands").set(name, command);
        }
        Path file = Files.writeString(directory.resolve("commands.json"), root.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        close();
        CommandActuatorKind kind =
                new CommandActuatorKind(
                        AllowedCommands.in(file.toString()),
                        name ->
                                Map.of("REGION", "eu", "TOKEN", "hunter2", "OTHER", "x")
                                        .getOrDefault(name, ""));
        opened = Optional.of(kind);
        return kind;
    }

    private String script(String body) throws IOException {
        return script("script", body);
    }

    private String script(String name, String body) throws IOException {
        Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void awaitGone(long pid) throws IOException {
        await(() -> ProcessHandle.of(pid).isEmpty() || !isRunning(pid));
    }

    /** A process that is dead and not yet waited for counts as gone. */
    private static boolean isRunning(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return ProcessHandle.of(pid).isPresent();
        }
        try {
            return !Files.readString(status).contains("State:\tZ");
        } catch (IOException _) {
            return false;
        }
    }

    private static void await(Condition condition) throws IOException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
