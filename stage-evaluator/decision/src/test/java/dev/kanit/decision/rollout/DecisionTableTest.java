package dev.kanit.decision.rollout;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rule.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Renders what the simulation saw as a table, and compares it with the one under review. A change
 * in behaviour shows up as a changed line in that file; a missing line is a case no run reached.
 * {@code -Dapprove=true} writes the file anew.
 */
final class DecisionTableTest {

    private static final Path APPROVED = Path.of("src/test/resources/decision-table.md");
    private static final int RUNS = 1500;

    private static final List<String> PHASES =
            List.of(
                    "Entering",
                    "Baking",
                    "Watching",
                    "Held",
                    "Recommended",
                    "RollingBack",
                    "RollbackFailed",
                    "RolledBack",
                    "Completed");

    private static final SortedMap<String, SortedSet<String>> SEEN = new TreeMap<>();
    private static final SortedSet<String> EVENTS = new TreeSet<>();

    @BeforeAll
    static void simulate() {
        for (long seed = 0; seed < RUNS; seed++) {
            Simulation.run(
                    seed,
                    (before, input, transition) -> {
                        SEEN.computeIfAbsent(
                                        name(before.phase()) + " | " + name(input),
                                        _ -> new TreeSet<>())
                                .add(describe(transition));
                        transition.events().forEach(event -> EVENTS.add(name(event)));
                    });
        }
    }

    @Test
    void everyPhaseMeetsEveryInput() {
        assertThat(SEEN.keySet()).containsAll(everyPair());
    }

    @Test
    void everyKindOfEventHappens() {
        List<String> declared = new ArrayList<>();
        for (Class<?> kind : RolloutEvent.class.getPermittedSubclasses()) {
            for (Class<?> event : kind.getPermittedSubclasses()) {
                declared.add(event.getSimpleName());
            }
        }
        declared.remove("RolloutStarted"); // The simulation begins right after it.
        assertThat(EVENTS).containsAll(declared);
    }

    @Test
    void behaviourMatchesTheApprovedTable() throws IOException {
        String table = render();
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(APPROVED.getParent());
            Files.writeString(APPROVED, table);
        }
        assertThat(table).isEqualToNormalizingNewlines(Files.readString(APPROVED));
    }

    private static List<String> everyPair() {
        List<String> pairs = new ArrayList<>();
        for (String phase : PHASES) {
            pairs.add(phase + " | SnapshotArrived");
            pairs.add(phase + " | TimeAdvanced");
            pairs.add(phase + " | InputUnreadable");
            pairs.add(phase + " | ActionFinished");
            for (CommandKind kind : CommandKind.values()) {
                pairs.add(phase + " | " + kind);
            }
        }
        return pairs;
    }

    private static String name(Object value) {
        return switch (value) {
            case CommandGiven command -> command.kind().name();
            case ActionFinished _ -> "ActionFinished";
            default -> value.getClass().getSimpleName();
        };
    }

    private static String describe(Transition transition) {
        String events =
                transition.events().stream()
                        .filter(RolloutEvent.Decision.class::isInstance)
                        .map(DecisionTableTest::eventWithReason)
                        .collect(joining(", "));
        return (events.isEmpty() ? "nothing" : events) + " → " + name(transition.next().phase());
    }

    private static String eventWithReason(RolloutEvent event) {
        return switch (event) {
            case RolloutEvent.RollbackOrdered ordered -> name(event) + "(" + ordered.reason() + ")";
            case RolloutEvent.InputRejected rejected -> name(event) + "(" + rejected.reason() + ")";
            case RolloutEvent.RollbackMissed missed -> name(event) + "(" + missed.reason() + ")";
            case RolloutEvent.RolloutHeld held
                    when held.reasons().contains(Reason.MITIGATION_FAILED) ->
                    name(event) + "(MITIGATION_FAILED)";
            default -> name(event);
        };
    }

    private static String render() {
        StringBuilder table =
                new StringBuilder("| Phase | Input | Decisions → next phase |\n|---|---|---|\n");
        SEEN.forEach(
                (pair, outcomes) ->
                        table.append("| ")
                                .append(pair)
                                .append(" | ")
                                .append(String.join("<br>", outcomes))
                                .append(" |\n"));
        return table.toString();
    }
}
