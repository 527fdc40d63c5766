package dev.kanit.executor.actuator;

import dev.kanit.executor.plan.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One attempt of several parts at one step, as it goes on. */
final class Attempt {

    private final List<String> done = new ArrayList<>();
    private boolean hasChanged;
    private Optional<StepOutcome> failed = Optional.empty();

    /** Takes down what a part did; whether the next part is to be asked. */
    boolean goOn(Together.Part part, StepOutcome outcome) {
        String told = part.name() + (outcome.detail().isEmpty() ? "" : ": " + outcome.detail());
        if (!outcome.isSuccess()) {
            failed =
                    Optional.of(
                            outcome.saying(
                                    done.isEmpty()
                                            ? told
                                            : told + " (done: " + String.join("; ", done) + ")"));
            return false;
        }
        hasChanged |= outcome instanceof StepOutcome.Applied;
        done.add(told);
        return true;
    }

    StepOutcome outcome() {
        return failed.orElseGet(
                () -> {
                    String words = String.join("; ", done);
                    return hasChanged
                            ? new StepOutcome.Applied(words)
                            : new StepOutcome.AlreadyInEffect(words);
                });
    }
}
