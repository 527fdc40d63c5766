package dev.kanit.executor.outbox;

import dev.kanit.executor.notify.Effect;
import dev.kanit.executor.notify.Fact;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Carries effects out, beside whoever asks for it. */
@FunctionalInterface
interface Carrier {

    /**
     * Begins to carry {@code effect} out, unless there is no room now.
     *
     * @param abandoned completed when nothing shall be written any more
     * @param ended told of the end once it is in the log
     * @return whether it began
     */
    boolean begin(
            int partition,
            Effect effect,
            CompletableFuture<Void> abandoned,
            Consumer<Fact.AttemptEnded> ended);
}
