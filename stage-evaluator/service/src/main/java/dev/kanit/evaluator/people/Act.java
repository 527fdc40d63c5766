package dev.kanit.evaluator.people;

import dev.kanit.wire.CommandKind;

/** What a caller asks the API for, as far as rights differ. */
public sealed interface Act {

    /** Looks at rollouts: the list, one, or its decisions as they come. */
    record Read() implements Act {}

    /** Sends a command; a start is one, too. */
    record Command(CommandKind kind) implements Act {}

    /** Any other request that changes something: there is none today. */
    record Other() implements Act {}
}
