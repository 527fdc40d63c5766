package dev.kanit.codec.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.rollout.Plans;
import dev.kanit.decision.rollout.Preparation.Outcome;
import dev.kanit.decision.rollout.RolloutInput;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.Scene;
import dev.kanit.decision.rule.Reason;
import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOrder;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.CheckRun;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.StepOutcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A few scenes in which every kind of decision is taken. */
final class DecisionRecordsTest {

    private static final Map<String, DecisionKind> KINDS = kinds();

    private static Map<String, DecisionKind> kinds() {
        Map<String, DecisionKind> kinds = new TreeMap<>();
        kinds.put("RolloutStarted", DecisionKind.STARTED);
        kinds.put("StageEntered", DecisionKind.STAGE_ENTERED);
        kinds.put("StageBegan", DecisionKind.STAGE_BEGAN);
        kinds.put("StagePassed", DecisionKind.STAGE_PASSED);
        kinds.put("RolloutHeld", DecisionKind.HELD);
        kinds.put("HoldReleased", DecisionKind.RELEASED);
        kinds.put("RollbackRecommended", DecisionKind.ROLLBACK_RECOMMENDED);
        kinds.put("RecommendationWithdrawn", DecisionKind.RECOMMENDATION_WITHDRAWN);
        kinds.put("RollbackOrdered", DecisionKind.ROLLBACK_ORDERED);
        kinds.put("RolloutRolledBack", DecisionKind.ROLLED_BACK);
        kinds.put("RollbackMissed", DecisionKind.ROLLBACK_FAILED);
        kinds.put("MitigationOrdered", DecisionKind.MITIGATION_ORDERED);
        kinds.put("AlertRaised", DecisionKind.ALERTED);
        kinds.put("RolloutPromoted", DecisionKind.PROMOTED);
        kinds.put("RolloutCompleted", DecisionKind.COMPLETED);
        kinds.put("CommandTaken", DecisionKind.COMMAND_TAKEN);
        kinds.put("NoteTaken", DecisionKind.NOTED);
        kinds.put("InputRejected", DecisionKind.REJECTED);
        kinds.put("CheckAttested", DecisionKind.ATTESTED);
        kinds.put("RerunOrdered", DecisionKind.RERUN_ORDERED);
        kinds.put("ReleaseApproved", DecisionKind.APPROVED);
        kinds.put("RuleOverridden", DecisionKind.OVERRIDDEN);
        kinds.put("OverrideEnded", DecisionKind.OVERRIDE_ENDED);
        kinds.put("GoGiven", DecisionKind.GO);
        kinds.put("NoGoGiven", DecisionKind.NO_GO);
        kinds.put("CommandOffered", DecisionKind.COMMAND_OFFERED);
        kinds.put("AlertAcknowledged", DecisionKind.ACKNOWLEDGED);
        kinds.put("KillSwitchOrdered", DecisionKind.KILL_SWITCH_ORDERED);
        kinds.put("FailureClosed", DecisionKind.FAILURE_CLOSED);
        kinds.put("PromotionOrdered", DecisionKind.PROMOTION_ORDERED);
        kinds.put("NightObserved", DecisionKind.NIGHT_OBSERVED);
        kinds.put("FreezeDeclared", DecisionKind.HELD);
        kinds.put("FreezeLifted", DecisionKind.RELEASED);
        return kinds;
    }

    private static List<Scene> rituals() {
        Scene promoted = Scene.start(Plans.ritual()).reading("csp", 0.1).allAnswer();
        promoted.answer("dashboards", Outcome.FAILED, 2);
        promoted.about(CommandKind.ACKNOWLEDGE, "can", "shop-1/readiness");
        promoted.about(CommandKind.APPROVE_GO, "mehmet", "").silence(Duration.ofMinutes(2));
        promoted.until(CommandKind.OVERRIDE, "ayse", "csp-storm", Duration.ofMinutes(1));
        promoted.command(CommandKind.FREEZE, "ayse").command(CommandKind.UNFREEZE, "ayse");
        promoted.run(Duration.ofMinutes(20));
        Scene failed = Scene.start(Plans.ritual()).command(CommandKind.TAKE_COMMAND, "ayse");
        failed.answer("clock", Outcome.FAILED).about(CommandKind.RERUN, "ayse", "preflight");
        failed.about(CommandKind.HAND_OVER, "ayse", "can").command(CommandKind.KILL_SWITCH, "ayse");
        failed.command(CommandKind.ROLL_BACK, "ayse").finished(false);
        failed.command(CommandKind.CLOSE_FAILURE, "ayse");
        return List.of(promoted, failed);
    }

    private static List<Scene> scenes() {
        Scene good = Scene.start(Plans.small()).run(Duration.ofMinutes(20));
        Scene recovered = Scene.start(Plans.small()).reading("latency", 250).snapshot();
        recovered.reading("latency", 100).run(Duration.ofMinutes(2));
        Scene steered = Scene.start(Plans.small()).command(CommandKind.TAKE_COMMAND, "ayse");
        steered.command(CommandKind.NOTE, "can").command(CommandKind.HOLD, "can");
        steered.command(CommandKind.HOLD, "ayse").command(CommandKind.RESUME, "ayse");
        steered.command(CommandKind.ROLL_BACK, "ayse").finished(false);
        steered.command(CommandKind.ROLL_BACK, "ayse").finished(true);
        Scene triggers = Scene.start(Plans.small()).reading("score", 5);
        triggers.reading("errors", 0.03).run(Duration.ofMinutes(1));
        List<Scene> all = new ArrayList<>(List.of(good, recovered, steered, triggers));
        all.addAll(rituals());
        return all;
    }

    private static List<RolloutDecision> records(Scene scene) {
        return scene.told().stream().map(DecisionRecordsTest::record).toList();
    }

    private static RolloutDecision record(Scene.Told told) {
        return DecisionRecords.of(
                told.state(),
                told.event(),
                new Provenance(List.of(), ByteBuffer.allocate(0), "1", "core", ""));
    }

    @Test
    void everyEventHasItsOwnKind() {
        Map<String, DecisionKind> seen = new TreeMap<>();
        for (Scene scene : scenes()) {
            scene.told()
                    .forEach(
                            told ->
                                    seen.put(
                                            told.event().getClass().getSimpleName(),
                                            record(told).getKind()));
        }
        assertThat(seen).isEqualTo(KINDS);
        assertThat(EnumSet.copyOf(seen.values())).isEqualTo(EnumSet.allOf(DecisionKind.class));
    }

    @Test
    void orderedRunNamesItsCheckAndItsNumberAndNothingElseDoes() {
        for (Scene scene : scenes()) {
            for (RolloutDecision decision : records(scene)) {
                if (decision.getKind() == DecisionKind.RERUN_ORDERED) {
                    assertThat(decision.getSubject()).isEqualTo("preflight");
                    assertThat(decision.getRuns()).containsExactly(new CheckRun("clock", 2));
                } else {
                    assertThat(decision.getRuns()).isEmpty();
                }
            }
        }
    }

    @Test
    void refusedCommandIsReadAsNothingElseWhateverItAsks() {
        RolloutCommand command =
                RolloutCommand.newBuilder()
                        .setRolloutId("shop-1")
                        .setCommandId("c")
                        .setIssuedAt(Instant.EPOCH)
                        .setIssuedBy("eve")
                        .setKind(dev.kanit.wire.CommandKind.ROLL_BACK)
                        .setRoles(List.of("installation"))
                        .setRefusal(CommandRecords.refusal(Reason.SELF_APPROVAL, "why: so"))
                        .build();
        assertThat(CommandRecords.of(command, 7))
                .isEqualTo(
                        new RolloutInput.CommandRefused(
                                7, CommandKind.ROLL_BACK, "eve", Reason.SELF_APPROVAL, "why: so"));
        command.setKind(dev.kanit.wire.CommandKind.START);
        assertThat(CommandRecords.mayStart(command)).isFalse();
        command.setRefusal("");
        assertThat(CommandRecords.mayStart(command)).isTrue();
        command.setRoles(List.of());
        assertThat(CommandRecords.mayStart(command)).isFalse();
    }

    @Test
    void ordersAreCompleteAndFencedByARisingGeneration() {
        for (Scene scene : scenes()) {
            RolloutPlan plan = scene.rules().plan();
            long generation = records(scene).getFirst().getGeneration();
            assertThat(generation)
                    .as(
                            "a target remembers earlier rollouts: generations begin at the start's time")
                    .isEqualTo(records(scene).getFirst().getDecidedAt().toEpochMilli());
            for (RolloutDecision decision : records(scene)) {
                ActionOrder order = decision.getOrder();
                if (order != null) {
                    assertThat(decision.getGeneration()).isEqualTo(++generation);
                    assertThat(order.getActionId()).isEqualTo(decision.getDecisionId());
                    assertThat(order.getFromVersion()).isEqualTo(plan.from());
                    assertThat(order.getToVersion()).isEqualTo(plan.to());
                    assertThat(order.getActuator()).isEqualTo(plan.actuation().kind());
                    assertThat(order.getLimitMillis()).isPositive();
                    assertThat(order.getWeightPercent())
                            .isEqualTo(
                                    order.getKind() == ActionKind.ROLL_BACK
                                            ? 0
                                            : decision.getWeightPercent());
                }
                assertThat(order != null).isEqualTo(isOrder(decision.getKind()));
            }
        }
    }

    @Test
    void mitigationCarriesThePlansSettings() {
        RolloutDecision mitigation =
                records(scenes().get(3)).stream()
                        .filter(one -> one.getKind() == DecisionKind.MITIGATION_ORDERED)
                        .findFirst()
                        .orElseThrow();
        assertThat(Objects.requireNonNull(mitigation.getOrder()).getSettings())
                .containsExactly(Map.entry("flag", "preview"));
        assertThat(mitigation.getTrigger()).isEqualTo("score-low");
    }

    @Test
    void judgementsShowEverySignalAndEveryCondition() {
        RolloutDecision passed =
                records(scenes().getFirst()).stream()
                        .filter(one -> one.getKind() == DecisionKind.STAGE_PASSED)
                        .findFirst()
                        .orElseThrow();
        assertThat(passed.getSignals()).hasSize(4).allMatch(one -> one.getVerdict().equals("PASS"));
        assertThat(passed.getConditions()).hasSize(7);
        assertThat(passed.getWeightPercent()).isEqualTo(5);
    }

    /** Conformance 27: a hold, a rollback and a recovery are never silent. */
    @Test
    void everyHoldRollbackAndRecoveryIsAnAlert() {
        List<DecisionKind> silent =
                List.of(
                        DecisionKind.STARTED,
                        DecisionKind.STAGE_ENTERED,
                        DecisionKind.STAGE_BEGAN,
                        DecisionKind.STAGE_PASSED,
                        DecisionKind.COMMAND_TAKEN,
                        DecisionKind.COMMAND_OFFERED,
                        DecisionKind.ATTESTED,
                        DecisionKind.RERUN_ORDERED,
                        DecisionKind.APPROVED,
                        DecisionKind.ACKNOWLEDGED,
                        DecisionKind.NIGHT_OBSERVED,
                        DecisionKind.NOTED,
                        DecisionKind.REJECTED);
        for (Scene scene : scenes()) {
            for (Scene.Told told : scene.told()) {
                RolloutDecision decision = record(told);
                var alerts = AlertRecords.of(told.before(), told.state(), told.event(), decision);
                assertThat(alerts.isEmpty())
                        .as(decision.getKind().name())
                        .isEqualTo(silent.contains(decision.getKind()));
                if (!alerts.isEmpty()) {
                    assertThat(alerts.getFirst().getMessage()).startsWith(decision.getSummary());
                    assertThat(alerts.getFirst().getAlertId()).isEqualTo(decision.getDecisionId());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCommandOfTheWireIsOneOfTheCore(dev.kanit.wire.CommandKind kind) {
        assertThat(CommandKind.valueOf(kind.name()).name()).isEqualTo(kind.name());
    }

    @ParameterizedTest(name = "{0}, finished {1}, drill {2}, id {3}: {4}")
    @CsvSource({
        "APPLIED, true, false, shop-1/7, true",
        "ALREADY_IN_EFFECT, true, false, shop-1/7, true",
        "REFUSED, true, false, shop-1/7, false",
        "UNREACHABLE, true, false, shop-1/7, false",
        "SUPERSEDED, true, false, shop-1/7, false",
        "APPLIED, false, false, shop-1/7, ''",
        "APPLIED, true, true, shop-1/7, ''",
        "APPLIED, true, false, shop-2/7, ''",
        "APPLIED, true, false, shop-1/x, ''"
    })
    void outcomeEndsAnActionOnlyWhenItIsTheEndOfIt(
            StepOutcome outcome, boolean finished, boolean drill, String id, String succeeded) {
        ActionOutcome record =
                ActionOutcome.newBuilder()
                        .setRolloutId("shop-1")
                        .setActionId(id)
                        .setGeneration(1)
                        .setKind(ActionKind.SET_WEIGHT)
                        .setStep("set")
                        .setStepNumber(1)
                        .setStepCount(1)
                        .setOutcome(outcome)
                        .setFinished(finished)
                        .setStartedAt(Instant.EPOCH)
                        .setDurationMicros(1)
                        .setDetail("")
                        .setDryRun(drill)
                        .setExecutor("test")
                        .build();
        assertThat(CommandRecords.of(record, 5).map(one -> one.action() + " " + one.succeeded()))
                .isEqualTo(succeeded.isEmpty() ? Optional.empty() : Optional.of("7 " + succeeded));
    }

    private static boolean isOrder(DecisionKind kind) {
        return kind == DecisionKind.STAGE_ENTERED
                || kind == DecisionKind.ROLLBACK_ORDERED
                || kind == DecisionKind.MITIGATION_ORDERED
                || kind == DecisionKind.PROMOTION_ORDERED
                || kind == DecisionKind.KILL_SWITCH_ORDERED;
    }
}
