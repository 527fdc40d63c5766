package dev.kanit.executor.flag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind.Opening;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.drill.Drill;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOrder;
import dev.kanit.wire.ActionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FlagActuatorTest {

    private static final Fence FENCE = new Fence(9, "ml-v2.0/90");

    private final FakeFlagServer server = new FakeFlagServer();
    private final FlagActuatorKind kind = kind(InstantSource.system());
    private final Actuator flag = open(kind, server.actuatorSettings());

    @AfterEach
    void close() {
        kind.close();
        server.close();
    }

    @Test
    void aWeightIsAFractionUnlessTheStageNamesAValue() {
        set(new Step.SetWeight(1), 1);
        set(new Step.SetWeight(1, "preview"), 2);
        set(new Step.SetWeight(10), 3);
        set(new Step.SetWeight(100), 4);
        set(new Step.SetWeight(0), 5);

        assertThat(server.effects())
                .containsExactly("value 0.01", "value preview", "value 0.1", "value 1", "value 0");
    }

    @Test
    void whatIsSeenIsValueWeightScopeSettingsAndGeneration() {
        server.put("confidence-floor", "0.55");
        set(new Step.SetWeight(1, "preview"), 9);

        Observed seen = seen();

        assertThat(seen.value()).isEqualTo("preview");
        assertThat(seen.weightPercent()).isEqualTo(1);
        assertThat(seen.switchedOff()).isFalse();
        assertThat(seen.generation()).isEqualTo(9);
        assertThat(seen.settings())
                .containsEntry("confidence-floor", "0.55")
                .containsEntry(FakeFlagServer.FLAG, "preview");
        assertThat(seen.revision()).isEqualTo("\"3\"");
    }

    @Test
    void aValueOfNoKnownWeightCountsAsAllTraffic() {
        server.setByHand("everybody");
        assertThat(seen().weightPercent()).isEqualTo(100);

        server.setByHand("0.25");
        assertThat(seen().weightPercent()).isEqualTo(25);
    }

    @Test
    void rollbackSetsZero() {
        set(new Step.SetWeight(50), 8);

        assertThat(flag.change(new Step.StopCanary(), seen(), FENCE))
                .isInstanceOf(StepOutcome.Applied.class);

        assertThat(server.effects()).containsExactly("value 0.5", "value 0");
    }

    @Test
    void theKillSwitchTouchesTheCanarysScopeAndNothingElse() {
        set(new Step.SetWeight(50), 8);

        assertThat(flag.change(new Step.SwitchOff(), seen(), FENCE))
                .isInstanceOf(StepOutcome.Applied.class);

        assertThat(server.effects()).containsExactly("value 0.5", "canary's scope off");
        assertThat(seen().value()).isEqualTo("0.5");
        assertThat(flag.look(new Step.VerifySwitchedOff()).detail())
                .isEqualTo("flag FEATURE_ML_SCORING: 0.5, canary's scope off");
    }

    @Test
    void aMitigationSetsSettingsAndTheFlagItself() {
        StepOutcome outcome =
                flag.change(
                        new Step.ApplySettings(
                                new TreeMap<>(
                                        Map.of(
                                                "confidence-floor",
                                                "0.65",
                                                FakeFlagServer.FLAG,
                                                "preview"))),
                        seen(),
                        FENCE);

        assertThat(outcome).isInstanceOf(StepOutcome.Applied.class);
        assertThat(server.effects()).containsExactly("value preview", "confidence-floor=0.65");
    }

    @Test
    void anOrderWhoseAnswerWasLostHasOneEffectAndOneMessageId() {
        Observed seen = seen();
        server.swallowsAnswers = true;

        StepOutcome lost = flag.change(new Step.StopCanary(), seen, FENCE);
        StepOutcome again = flag.change(new Step.StopCanary(), seen, FENCE);

        assertThat(lost).isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(again).isInstanceOf(StepOutcome.Applied.class);
        assertThat(server.effects()).containsExactly("value 0");
        assertThat(server.messageIds().stream().distinct()).hasSize(1);
        assertThat(server.messageIds()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void anOrderThatWasObeyedAndUndoneByAPersonIsNotCalledDone() {
        Observed seen = seen();
        flag.change(new Step.SetWeight(5), seen, FENCE);
        server.setByHand("0.5");

        StepOutcome again = flag.change(new Step.SetWeight(5), seen(), FENCE);

        assertThat(again).isInstanceOf(StepOutcome.Refused.class);
        assertThat(again.detail()).contains("somebody has set flag FEATURE_ML_SCORING to 0.5");
    }

    @Test
    void aFlagThatMovedOnIsReadAgainAndNotOverwritten() {
        Observed old = seen();
        server.setByHand("0.25");

        assertThat(flag.change(new Step.SetWeight(5), old, FENCE))
                .isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(server.effects()).isEmpty();
    }

    @Test
    void anOlderGenerationIsSuperseded() {
        set(new Step.StopCanary(), 10);

        assertThat(flag.change(new Step.SetWeight(50), seen(), FENCE))
                .isEqualTo(new StepOutcome.Superseded("flag: generation 10 is in effect"));
        assertThat(server.effects()).containsExactly("value 0");
    }

    @Test
    void aRequestWithAnotherSecretOrAnOldTimestampIsRefused() {
        try (FlagActuatorKind stranger =
                        new FlagActuatorKind(
                                _ -> "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                Duration.ofSeconds(10),
                                InstantSource.system());
                FlagActuatorKind late =
                        kind(InstantSource.fixed(Instant.now().minus(Duration.ofMinutes(6))))) {
            for (FlagActuatorKind one : new FlagActuatorKind[] {stranger, late}) {
                assertThat(open(one, server.actuatorSettings()).observe())
                        .isEqualTo(
                                new Observation.Unseen(
                                        new StepOutcome.Refused(
                                                "GET /kanit/flags/FEATURE_ML_SCORING: 401"
                                                        + " signature")));
            }
        }
    }

    @Test
    void whatIsTemporaryIsTriedAgainAndTheRestIsRefused() {
        for (int temporary : new int[] {408, 429, 500, 503}) {
            server.status = temporary;
            assertThat(whyUnseen()).isInstanceOf(StepOutcome.Unreachable.class);
        }
        for (int forGood : new int[] {302, 400, 403, 404, 422}) {
            server.status = forGood;
            assertThat(whyUnseen()).isInstanceOf(StepOutcome.Refused.class);
        }
    }

    @Test
    void aSecretThatStandsInThePlanIsRefusedAndNotRepeated() {
        SortedMap<String, String> settings = server.actuatorSettings();
        settings.put("secret", FakeFlagServer.SECRET);

        assertThat(kind.open(settings))
                .isEqualTo(
                        new Opening.Unusable(
                                "actuator flag, secret (expected: a reference such as"
                                        + " ${FLAG_SECRET})"));
    }

    @Test
    void theKillSwitchHasADryRunThatTouchesNothing() {
        set(new Step.SetWeight(50), 8);

        var steps = Drill.run(order(ActionKind.KILL_SWITCH), Actuators.of(kind));

        assertThat(steps)
                .extracting(ActionOutcome::getDetail)
                .first()
                .isEqualTo("would do: canary's scope: on → off");
        assertThat(steps.getLast().getDetail())
                .startsWith("would look again: flag FEATURE_ML_SCORING: 0.5, canary's scope on");
        assertThat(steps).allMatch(ActionOutcome::getDryRun);
        assertThat(server.effects()).containsExactly("value 0.5");
    }

    @Test
    void theRollbackHasADryRunThatTouchesNothing() {
        set(new Step.SetWeight(50), 8);

        var steps = Drill.run(order(ActionKind.ROLL_BACK), Actuators.of(kind));

        assertThat(steps).hasSize(6);
        assertThat(steps.getFirst().getDetail())
                .isEqualTo("would do: canary weight 50 % (0.5) → 0 %");
        assertThat(server.effects()).containsExactly("value 0.5");
    }

    private ActionOrder order(ActionKind wanted) {
        return ActionOrder.newBuilder()
                .setActionId("drill/1")
                .setKind(wanted)
                .setWeightPercent(0)
                .setFromVersion("v1")
                .setToVersion("v2")
                .setActuator("flag")
                .setActuatorSettings(server.actuatorSettings())
                .setSettings(Map.of())
                .setLimitMillis(1_000)
                .build();
    }

    private void set(Step.Change step, long generation) {
        StepOutcome outcome = flag.change(step, seen(), new Fence(generation, "r/" + generation));
        assertThat(outcome).isInstanceOf(StepOutcome.Applied.class);
    }

    private Observed seen() {
        if (flag.observe() instanceof Observation.Seen(Observed state)) {
            return state;
        }
        throw new AssertionError(flag.observe());
    }

    private StepOutcome whyUnseen() {
        return flag.observe() instanceof Observation.Unseen(StepOutcome why)
                ? why
                : new StepOutcome.Applied("seen");
    }

    private static FlagActuatorKind kind(InstantSource clock) {
        return new FlagActuatorKind(
                name -> name.equals("FLAG_SECRET") ? FakeFlagServer.SECRET : "",
                Duration.ofSeconds(10),
                clock);
    }

    private static Actuator open(FlagActuatorKind kind, SortedMap<String, String> settings) {
        if (kind.open(settings) instanceof Opening.Opened(Actuator actuator)) {
            return actuator;
        }
        throw new AssertionError(kind.open(settings));
    }
}
