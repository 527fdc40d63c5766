package dev.kanit.executor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PromotionAndSwitchTest {

    private static final String NEW = "v1.4.0";

    @Test
    void promotionIsToPromoteAndToLookAtWhatWasPromoted() {
        assertThat(ActionPlan.steps(order(Order.Kind.PROMOTE)))
                .isEqualTo(List.of(new Step.Promote(NEW), new Step.VerifyPromotion(NEW)));
    }

    @Test
    void killSwitchSwitchesOffAndLooksAndMovesNoTraffic() {
        assertThat(ActionPlan.steps(order(Order.Kind.KILL_SWITCH)))
                .extracting(Step::name)
                .containsExactly("kill-switch", "verify-switched-off");
    }

    @Test
    void weightCarriesTheFlagsValue() {
        assertThat(ActionPlan.steps(order(Order.Kind.SET_WEIGHT)).getFirst())
                .isEqualTo(new Step.SetWeight(10, "preview"));
    }

    @Test
    void canaryThatIsNotReadyIsNotPromoted() {
        Move move = move(new Step.Promote(NEW), seen(5, "", "v1.3.1", false, false));

        assertThat(move).isEqualTo(new Move.Wait("canary v1.4.0 is not ready: not promoted"));
    }

    @Test
    void promotionIsKeptOnlyUnderItsOwnFence() {
        assertThat(move(new Step.Promote(NEW), seen(7, "", NEW, true, false)))
                .isInstanceOf(Move.Keep.class);
        assertThat(move(new Step.Promote(NEW), seen(6, "", NEW, true, false)))
                .isInstanceOf(Move.Act.class);
        assertThat(move(new Step.Promote(NEW), seen(8, "", "v1.3.1", true, false)))
                .isInstanceOf(Move.Yield.class);
    }

    @Test
    void switchThatIsOffIsSetAgainUnlessThisOrderDidIt() {
        assertThat(move(new Step.SwitchOff(), seen(6, "0.1", "", true, false)))
                .isEqualTo(new Move.Act("canary's scope: on → off"));
        assertThat(move(new Step.SwitchOff(), seen(6, "0.1", "", true, true)))
                .isInstanceOf(Move.Act.class);
        assertThat(move(new Step.SwitchOff(), seen(7, "0.1", "", true, true)))
                .isInstanceOf(Move.Keep.class);
    }

    @Test
    void noStageOverridesASwitchThatIsOff() {
        assertThat(move(new Step.SetWeight(10, "0.1"), seen(6, "0", "", true, true)))
                .isInstanceOfSatisfying(
                        Move.Wait.class,
                        wait -> assertThat(wait.detail()).contains("only a person switches it on"));
        assertThat(move(new Step.StopCanary(), seen(6, "0.1", "", true, true)))
                .isInstanceOf(Move.Act.class);
    }

    @Test
    void sameWeightWithAnotherValueIsAChange() {
        assertThat(move(new Step.SetWeight(1, "preview"), seen(7, "0.01", "", true, false)))
                .isEqualTo(new Move.Act("canary weight 1 % (0.01) → 1 % (preview)"));
        assertThat(move(new Step.SetWeight(1, "0.01"), seen(7, "0.01", "", true, false)))
                .isEqualTo(new Move.Keep("canary weight is 1 % (0.01)"));
    }

    private static Move move(Step.Change step, Observed seen) {
        return Moves.of(step, order(Order.Kind.SET_WEIGHT), seen);
    }

    private static Observed seen(
            long generation, String value, String stable, boolean canaryReady, boolean off) {
        return new Observed(
                1, generation, stable, NEW, true, canaryReady, new TreeMap<>(), value, off, "1");
    }

    private static Order order(Order.Kind kind) {
        return new Order(
                "spark",
                new Fence(7, "spark/70"),
                kind,
                10,
                "preview",
                "v1.3.1",
                NEW,
                "flag",
                new TreeMap<>(),
                new TreeMap<>(),
                Duration.ofSeconds(30));
    }
}
