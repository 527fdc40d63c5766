package dev.kanit.executor.run;

import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.plan.Move;
import dev.kanit.executor.plan.Moves;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a step: look at the target, then act if it is right to. */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final Executor THREAD_EACH = task -> Thread.ofVirtual().start(task);

    private final Order order;
    private final Actuator actuator;
    private final Interruption interruption;

    Attempts(Order order, Actuator actuator, Interruption interruption) {
        this.order = order;
        this.actuator = actuator;
        this.interruption = interruption;
    }

    StepOutcome at(Step step) throws AbandonedException {
        return switch (step) {
            case Step.Look look -> call(() -> actuator.look(look));
            case Step.Change change -> call(() -> change(change));
        };
    }

    private StepOutcome change(Step.Change step) {
        return switch (actuator.observe()) {
            case Observation.Unseen(StepOutcome why) -> why;
            case Observation.Seen(var seen) ->
                    switch (Moves.of(step, order, seen)) {
                        case Move.Yield(String why) -> new StepOutcome.Superseded(why);
                        case Move.Wait(String why) -> new StepOutcome.Unreachable(why);
                        case Move.Keep(String what) -> new StepOutcome.AlreadyInEffect(what);
                        case Move.Act(String what) -> {
                            StepOutcome done = actuator.change(step, seen, order.fence());
                            yield done.detail().isEmpty() ? done.saying(what) : done;
                        }
                    };
        };
    }

    /**
     * A newer order does not wait for a call that hangs: the call is left behind, and what it may
     * still send is refused by the target for its generation.
     */
    private StepOutcome call(Supplier<StepOutcome> call) throws AbandonedException {
        CompletableFuture<StepOutcome> pending = CompletableFuture.supplyAsync(call, THREAD_EACH);
        interruption.awaitAnyOf(pending);
        if (!pending.isDone()) {
            return new StepOutcome.Superseded(
                    "a newer order came while the target was being asked");
        }
        try {
            return pending.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            LOG.atError()
                    .addKeyValue("rolloutId", order.rolloutId())
                    .setCause(failed.getCause())
                    .log("the actuator failed in a way that it must not");
            return new StepOutcome.Unreachable("the actuator failed: " + failed.getCause());
        }
    }
}
