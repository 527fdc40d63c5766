package dev.kanit.decision.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Verdicts;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/** What must hold after every transition, whatever the input was. */
final class Invariants {

    private Invariants() {}

    static void verify(RolloutState before, RolloutInput input, Transition transition) {
        RolloutState after = transition.next();
        countersRise(before, transition);
        assertThat(after.phase().stage() - before.phase().stage())
                .as("one stage at a time, forwards")
                .isBetween(0, 1);
        switch (before.phase()) {
            case Phase.Closed closed ->
                    assertThat(after.phase()).as("a closed rollout is final").isEqualTo(closed);
            case Phase.RollingBack _, Phase.RollbackFailed _ ->
                    assertThat(after.phase())
                            .as("nothing but its outcome follows an ordered rollback")
                            .isInstanceOfAny(
                                    Phase.RollingBack.class,
                                    Phase.RollbackFailed.class,
                                    Phase.RolledBack.class,
                                    Phase.FailureClosed.class);
            case Phase.Preparing _, Phase.Live _ -> {
                // Anything may follow; the rules below say how.
            }
        }
        RolloutState state = before;
        for (RolloutEvent event : transition.events()) {
            verify(before, input, after, event);
            RitualInvariants.verify(state, event, transition);
            RolloutState next = RolloutDecider.evolve(state, event);
            holdSwallowsNoRecommendation(state, event, next);
            onCallHearsOfIt(state, event, next);
            mitigationOvertakesNoWeight(state, event);
            state = next;
        }
        Deadlines.next(after)
                .ifPresent(
                        next ->
                                assertThat(next)
                                        .as("a deadline lies ahead, or ticks would never end")
                                        .isGreaterThan(after.counters().clockMillis()));
    }

    private static void verify(
            RolloutState before, RolloutInput input, RolloutState after, RolloutEvent event) {
        switch (event) {
            case RolloutEvent.StagePassed(_, int stage) -> {
                assertThat(input)
                        .as("only fresh evidence advances")
                        .isInstanceOf(RolloutInput.SnapshotArrived.class);
                assertThat(Verdicts.of(after.rules(), after.measured()).allPass())
                        .as("all signals pass when a stage is passed")
                        .isTrue();
                assertThat(Verdicts.of(after.rules(), after.measured()).clean())
                        .as("no required reading is missing when a stage is passed")
                        .isTrue();
                assertThat(after.measured().trends().anyWorsening())
                        .as("nothing worsens when a stage is passed")
                        .isFalse();
                assertThat(before.phase())
                        .as("only a baking stage is passed: not a held one, not an entering one")
                        .isInstanceOf(Phase.Baking.class);
                long interval = before.rules().layout().staleAfterMillis();
                assertThat(((Phase.Baking) before.phase()).bakedMillis() + interval)
                        .as("the bake time was seen")
                        .isGreaterThanOrEqualTo(
                                before.plan().stages().get(stage).bake().toMillis());
            }
            case RolloutEvent.RolloutCompleted _
                    when before.phase() instanceof Phase.Live live
                            && live.standing() instanceof Phase.Promoting(_, _, long action) ->
                    assertThat(input)
                            .as("only its own outcome ends a promotion")
                            .isInstanceOfSatisfying(
                                    RolloutInput.ActionFinished.class,
                                    finished -> {
                                        assertThat(finished.succeeded()).isTrue();
                                        assertThat(finished.action()).isEqualTo(action);
                                    });
            case RitualEvent.PromotionOrdered _ when before.phase() instanceof Phase.Watching ->
                    assertThat(input)
                            .as("only fresh evidence promotes")
                            .isInstanceOf(RolloutInput.SnapshotArrived.class);
            case RolloutEvent.RolloutCompleted _ ->
                    assertThat(input)
                            .as("only fresh evidence completes")
                            .isInstanceOf(RolloutInput.SnapshotArrived.class);
            case RolloutEvent.RollbackOrdered _ ->
                    assertThat(after.phase()).isInstanceOf(Phase.RollingBack.class);
            default -> {
                // No rule of its own.
            }
        }
    }

    /** Only a person's own hold answers what is asked of people. */
    private static void holdSwallowsNoRecommendation(
            RolloutState before, RolloutEvent event, RolloutState after) {
        boolean holds =
                event instanceof RolloutEvent.RolloutHeld held
                        ? held.by().isEmpty()
                        : event instanceof RitualEvent.FreezeDeclared
                                || event instanceof RitualEvent.KillSwitchOrdered;
        if (holds && before.phase() instanceof Phase.Recommended) {
            assertThat(after.phase())
                    .as("an automatic hold never swallows a recommendation")
                    .isInstanceOf(Phase.Recommended.class);
        }
    }

    /** What opens is raised by its own event: nobody finds out from the state alone. */
    private static void onCallHearsOfIt(
            RolloutState before, RolloutEvent event, RolloutState after) {
        NavigableSet<String> opened = OnCall.open(after);
        opened.removeAll(OnCall.open(before));
        Optional<String> told =
                event instanceof RolloutEvent.Decision decision
                        ? OnCall.matter(after, decision)
                        : Optional.empty();
        assertThat(told.map(Set::of).orElse(Set.of()))
                .as("what opens is raised by its own event: " + event)
                .containsAll(opened);
        if (after.phase() instanceof Phase.Closed) {
            assertThat(OnCall.open(after)).as("nothing is open when all is over").isEmpty();
        }
    }

    private static void mitigationOvertakesNoWeight(RolloutState before, RolloutEvent event) {
        if (event instanceof RolloutEvent.MitigationOrdered
                && before.phase() instanceof Phase.Live live
                && live.standing() instanceof Phase.Entering) {
            assertThat(live.heldFor())
                    .as("a mitigation ends no weight order that is under way")
                    .contains(Reason.ACTION_FAILED);
        }
    }

    private static void countersRise(RolloutState before, Transition transition) {
        Counters was = before.counters();
        Counters is = transition.next().counters();
        long decisions =
                transition.events().stream()
                        .filter(RolloutEvent.Decision.class::isInstance)
                        .count();
        assertThat(is.clockMillis())
                .as("time never goes back")
                .isGreaterThanOrEqualTo(was.clockMillis());
        assertThat(is.sequence()).as("the sequence is dense").isEqualTo(was.sequence() + decisions);
        assertThat(is.generation())
                .as("generations never go back")
                .isGreaterThanOrEqualTo(was.generation());
    }
}
