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
    private static final Path RITUAL = Path.of("src/test/resources/decision-table-ritual.md");
    private static final int RUNS = 12000;

    private static final List<String> PHASES =
            List.of(
                    "Entering",
                    "Baking",
                    "Watching",
                    "Held",
                    "Recommended",
                    "RollingBack",
                    "RollbackFailed",
                    "FailureClosed",
                    "RolledBack",
                    "Completed");

    private static final SortedMap<String, SortedSet<String>> SEEN = new TreeMap<>();
    private static final SortedMap<String, SortedSet<String>> SEEN_RITUAL = new TreeMap<>();
    private static final SortedSet<String> EVENTS = new TreeSet<>();

    @BeforeAll
    static void simulate() {
        for (long seed = 0; seed < RUNS; seed++) {
            Simulation.run(seed, Plans.small(), noting(SEEN));
            Simulation.run(seed, Plans.ritual(), noting(SEEN_RITUAL));
        }
    }

    private static Simulation.Observer noting(SortedMap<String, SortedSet<String>> seen) {
        return (before, input, transition) -> {
            seen.computeIfAbsent(name(before.phase()) + " | " + name(input), _ -> new TreeSet<>())
                    .add(describe(transition));
            transition.events().forEach(event -> EVENTS.add(name(event)));
        };
    }

    @Test
    void everyPhaseMeetsEveryInput() {
        assertThat(SEEN.keySet()).containsAll(everyPair(PHASES));
    }

    @Test
    void everyPhaseMeetsEveryInputWithARitual() {
        List<String> phases = new ArrayList<>(PHASES);
        phases.add("Preparing");
        phases.add("Promoting");
        List<String> pairs = everyPair(phases);
        phases.forEach(phase -> pairs.add(phase + " | CheckFinished"));
        assertThat(SEEN_RITUAL.keySet()).containsAll(pairs);
    }

    @Test
    void everyKindOfEventHappens() {
        SortedSet<String> declared = new TreeSet<>();
        addEvents(RolloutEvent.class, declared);
        declared.removeAll(List.of("RolloutStarted", "ZoneKnown")); // The simulation begins later.
        assertThat(EVENTS).containsAll(declared);
    }

    private static void addEvents(Class<?> kind, SortedSet<String> declared) {
        for (Class<?> one : kind.getPermittedSubclasses()) {
            if (one.isInterface()) {
                addEvents(one, declared);
            } else {
                declared.add(one.getSimpleName());
            }
        }
    }

    @Test
    void behaviourMatchesTheApprovedTable() throws IOException {
        requireApproved(APPROVED, render(SEEN));
    }

    @Test
    void behaviourWithARitualMatchesTheApprovedTable() throws IOException {
        requireApproved(RITUAL, render(SEEN_RITUAL));
    }

    private static void requireApproved(Path approved, String table) throws IOException {
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(approved.getParent());
            Files.writeString(approved, table);
        }
        assertThat(table).isEqualToNormalizingNewlines(Files.readString(approved));
    }

    private static List<String> everyPair(List<String> phases) {
        List<String> pairs = new ArrayList<>();
        for (String phase : phases) {
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
            case RitualEvent.NoGoGiven no -> name(event) + no.reasons();
            case RolloutEvent.RolloutHeld held when held.reasons().contains(Reason.FREEZE) ->
                    name(event) + "(FREEZE)";
            case RolloutEvent.RolloutHeld held
                    when held.reasons().contains(Reason.MITIGATION_FAILED) ->
                    name(event) + "(MITIGATION_FAILED)";
            default -> name(event);
        };
    }

    private static String render(SortedMap<String, SortedSet<String>> seen) {
        StringBuilder table =
                new StringBuilder("| Phase | Input | Decisions → next phase |\n|---|---|---|\n");
        seen.forEach(
                (pair, outcomes) ->
                        table.append("| ")
                                .append(pair)
                                .append(" | ")
                                .append(String.join("<br>", outcomes))
                                .append(" |\n"));
        return table.toString();
    }
}
