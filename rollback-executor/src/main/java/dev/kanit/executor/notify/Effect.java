package dev.kanit.executor.notify;

/** What shall be done; the outcome comes back as a {@link Fact.AttemptEnded}. */
public sealed interface Effect {

    Delivery delivery();

    /**
     * Deliver it now.
     *
     * @param number of the attempt, from 1
     */
    record Attempt(Delivery delivery, int number) implements Effect {}

    /**
     * Record that it is not delivered.
     *
     * @param attempts that were made
     * @param standing {@code NOT_NEEDED} or {@code GAVE_UP}
     * @param why for people
     */
    record Settle(Delivery delivery, int attempts, Progress.Standing standing, String why)
            implements Effect {}
}
