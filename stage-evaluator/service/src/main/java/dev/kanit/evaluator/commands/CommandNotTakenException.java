package dev.kanit.evaluator.commands;

/** The log did not confirm a command. */
public final class CommandNotTakenException extends RuntimeException {

    CommandNotTakenException(String message) {
        super(message);
    }
}
