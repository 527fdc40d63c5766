package dev.kanit.executor.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.actuator.Actuator.Say;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TogetherTest {

    private static final Fence FENCE = new Fence(9, "r/90");

    private final List<String> done = new ArrayList<>();
    private final Written router = new Written("ingress", Set.of(Say.TRAFFIC), 25);
    private final Written pods =
            new Written("deployment", Set.of(Say.SERVERS, Say.SETTINGS, Say.PROMOTION), Double.NaN);
    private final Together together =
            new Together(
                    List.of(
                            new Together.Part("ingress", router),
                            new Together.Part("deployment", pods)));

    @Test
    void serversComeFirstWhenWeightRisesAndTrafficWhenItFalls() {
        change(new Step.SetWeight(50));
        change(new Step.SetWeight(5));
        change(new Step.StopCanary());

        assertThat(done)
                .containsExactly(
                        "deployment set-weight",
                        "ingress set-weight",
                        "ingress set-weight",
                        "deployment set-weight",
                        "ingress stop-canary",
                        "deployment stop-canary");
    }

    @Test
    void aPartThatFailsEndsTheAttemptAndTheRecordSaysWhatIsDone() {
        pods.answer = new StepOutcome.Refused("403");

        StepOutcome outcome = change(new Step.StopCanary());

        assertThat(outcome)
                .isEqualTo(new StepOutcome.Refused("deployment: 403 (done: ingress: ok)"));
    }

    @Test
    void noPartObeysAnOrderThatIsOlderThanWhatAnotherHasObeyed() {
        pods.generation = 10;

        assertThat(change(new Step.StopCanary()))
                .isEqualTo(
                        new StepOutcome.Superseded(
                                "deployment obeys generation 10 (this order: 9)"));
        assertThat(done).isEmpty();
        assertThat(seen().newestGeneration()).isEqualTo(10);
    }

    @Test
    void halfAChangeLeavesTheWholeUnfenced() {
        router.generation = 9;
        pods.generation = 5;

        assertThat(seen().generation()).isEqualTo(5);
    }

    @Test
    void settingsGoToThePartTheyNameOrTheFirstThatHasAnyAndTheRestKeepsTheFence() {
        change(
                new Step.ApplySettings(
                        new TreeMap<>(Map.of("LIMIT", "1", "deployment.FLOOR", "2"))));

        assertThat(done)
                .containsExactly("ingress fence", "deployment apply-settings {FLOOR=2, LIMIT=1}");
    }

    @Test
    void promotionChangesThePlaceThenTheTrafficThenTheCanary() {
        change(new Step.Promote("v2"));

        assertThat(done)
                .containsExactly("deployment promote", "ingress retire", "deployment retire");
    }

    @Test
    void whatNobodyCanDoIsRefusedBeforeAnybodyIsTouched() {
        assertThat(change(new Step.SwitchOff())).isInstanceOf(StepOutcome.Refused.class);
        assertThat(done).isEmpty();
    }

    @Test
    void whoeverStartsTheCanarysServersAnswersForThem() {
        router.canaryReady = false;
        assertThat(seen().canaryReady()).isTrue();

        router.stableReady = false;
        assertThat(seen().stableReady()).isFalse();
    }

    private StepOutcome change(Step.Change step) {
        return together.change(step, seen(), FENCE);
    }

    private Observed seen() {
        return switch (together.observe()) {
            case Observation.Seen(Observed state) -> state;
            case Observation.Unseen(StepOutcome why) -> throw new AssertionError(why);
        };
    }

    /** Writes down what it was asked for. */
    private final class Written implements Actuator {

        private final String name;
        private final Set<Say> says;
        private final double weight;
        private long generation;
        private boolean stableReady = true;
        private boolean canaryReady = true;
        private StepOutcome answer = new StepOutcome.Applied("ok");

        Written(String name, Set<Say> says, double weight) {
            this.name = name;
            this.says = says;
            this.weight = weight;
        }

        @Override
        public Set<Say> says() {
            return says;
        }

        @Override
        public Observation observe() {
            return new Observation.Seen(
                    new Observed(
                            weight,
                            generation,
                            "",
                            "",
                            stableReady,
                            canaryReady,
                            new TreeMap<>(),
                            "1"));
        }

        @Override
        public StepOutcome change(Step.Change step, Observed seen, Fence fence) {
            return wrote(
                    step instanceof Step.ApplySettings(var settings)
                            ? step.name() + " " + settings
                            : step.name());
        }

        @Override
        public StepOutcome fence(Observed seen, Fence fence) {
            return wrote("fence");
        }

        @Override
        public StepOutcome retireCanary(Observed seen, Fence fence) {
            return wrote("retire");
        }

        @Override
        public StepOutcome look(Step.Look step) {
            return answer;
        }

        private StepOutcome wrote(String what) {
            done.add(name + " " + what);
            return answer;
        }
    }
}
