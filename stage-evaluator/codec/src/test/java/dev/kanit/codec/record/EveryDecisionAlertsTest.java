package dev.kanit.codec.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rollout.Plans;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.Scene;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.Severity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Conformance 27: what each decision tells on-call, word for word, is checked in; {@code
 * -Dapprove=true} writes the file anew.
 */
final class EveryDecisionAlertsTest {

    private static final Path APPROVED = Path.of("src/test/resources/alerts.txt");

    /** Nobody is woken by these: they change nothing, or what follows from them is told. */
    private static final Set<DecisionKind> SILENT =
            EnumSet.of(
                    DecisionKind.STARTED,
                    DecisionKind.STAGE_ENTERED,
                    DecisionKind.STAGE_BEGAN,
                    DecisionKind.STAGE_PASSED,
                    DecisionKind.COMMAND_TAKEN,
                    DecisionKind.NOTED,
                    DecisionKind.REJECTED);

    private static final Set<DecisionKind> TOLD =
            EnumSet.of(
                    DecisionKind.HELD,
                    DecisionKind.RELEASED,
                    DecisionKind.ROLLBACK_RECOMMENDED,
                    DecisionKind.RECOMMENDATION_WITHDRAWN,
                    DecisionKind.ROLLBACK_ORDERED,
                    DecisionKind.ROLLED_BACK,
                    DecisionKind.ROLLBACK_FAILED,
                    DecisionKind.MITIGATION_ORDERED,
                    DecisionKind.ALERTED,
                    DecisionKind.PROMOTED,
                    DecisionKind.COMPLETED);

    private static final Set<DecisionKind> CRITICAL =
            EnumSet.of(
                    DecisionKind.ROLLBACK_RECOMMENDED,
                    DecisionKind.ROLLBACK_ORDERED,
                    DecisionKind.ROLLBACK_FAILED);

    /** What a scene told, by the kind of its decision; the first of each kind. */
    private final Map<DecisionKind, List<RolloutAlert>> alerts = new EnumMap<>(DecisionKind.class);

    @Test
    void everyHoldRollbackFailureAndRecoveryIsToldInTheApprovedWords() throws IOException {
        scenes().forEach(this::listen);

        assertThat(alerts.keySet()).containsExactlyInAnyOrderElementsOf(both());
        for (DecisionKind kind : SILENT) {
            assertThat(alerts.get(kind)).as("%s", kind).isEmpty();
        }
        for (DecisionKind kind : TOLD) {
            RolloutAlert first = alerts.getOrDefault(kind, List.of()).getFirst();
            assertThat(first.getSeverity() == Severity.CRITICAL)
                    .as("%s is critical", kind)
                    .isEqualTo(CRITICAL.contains(kind));
            assertThat(first.getTitle()).doesNotContain("\n").contains("shop at ");
        }
        String found = words();
        if (Boolean.getBoolean("approve")) {
            Files.writeString(APPROVED, found);
        }
        assertThat(found).isEqualTo(Files.readString(APPROVED));
    }

    private static Set<DecisionKind> both() {
        Set<DecisionKind> both = EnumSet.copyOf(SILENT);
        both.addAll(TOLD);
        return both;
    }

    private static List<Scene> scenes() {
        Scene well = Scene.start(Plans.small()).run(Duration.ofMinutes(60));
        Scene commanded =
                Scene.start(Plans.small())
                        .command(CommandKind.TAKE_COMMAND, "ayse")
                        .command(CommandKind.NOTE, "deniz")
                        .command(CommandKind.APPROVE, "ayse")
                        .command(CommandKind.HOLD, "ayse");
        commanded.snapshot().command(CommandKind.RESUME, "ayse");
        Scene withdrawn =
                Scene.start(Plans.small()).reading("errors", 0.015).run(Duration.ofSeconds(50));
        withdrawn.reading("errors", 0.001).run(Duration.ofMinutes(2));
        Scene mitigated =
                Scene.start(Plans.small()).reading("score", 5).run(Duration.ofSeconds(50));
        Scene alerted =
                Scene.start(Plans.small()).reading("errors", 0.03).run(Duration.ofSeconds(30));
        Scene rolledBack =
                Scene.start(Plans.small())
                        .command(CommandKind.TAKE_COMMAND, "ayse")
                        .samples("latency", 812)
                        .baseline("latency", 140)
                        .reading("latency", 450)
                        .run(Duration.ofSeconds(80))
                        .finished(true);
        Scene failed =
                Scene.start(Plans.small()).command(CommandKind.ROLL_BACK, "ayse").finished(false);
        return List.of(well, commanded, withdrawn, mitigated, alerted, rolledBack, failed);
    }

    private void listen(Scene scene) {
        for (Scene.Told told : scene.told()) {
            Provenance nowhere = new Provenance(List.of(), ByteBuffer.allocate(0), "1", "core", "");
            RolloutEvent.Decision event = told.event();
            RolloutDecision decision = DecisionRecords.of(told.state(), event, nowhere);
            alerts.putIfAbsent(
                    decision.getKind(),
                    AlertRecords.of(told.before(), told.state(), event, decision));
        }
    }

    private String words() {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(alerts)
                .forEach(
                        (kind, all) -> {
                            lines.add("== " + kind + (all.isEmpty() ? ": nobody is told" : ""));
                            for (RolloutAlert alert : all) {
                                lines.add(
                                        "%s %s %s"
                                                .formatted(
                                                        alert.getSeverity(),
                                                        alert.getDedupKey(),
                                                        alert.getResolved() ? "over" : "open"));
                                lines.add(alert.getTitle());
                                lines.add(alert.getMessage());
                                lines.add("");
                            }
                        });
        return String.join("\n", lines) + "\n";
    }
}
