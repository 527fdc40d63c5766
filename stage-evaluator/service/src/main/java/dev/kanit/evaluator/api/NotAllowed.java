package dev.kanit.evaluator.api;

import dev.kanit.evaluator.people.Caller;
import io.micronaut.http.HttpStatus;

/** A caller who is known asked for what is not theirs; the message says what was expected. */
final class NotAllowed extends Exception {

    private final HttpStatus status;
    private final Caller caller;

    NotAllowed(HttpStatus status, Caller caller, String message) {
        super(message);
        this.status = status;
        this.caller = caller;
    }

    HttpStatus status() {
        return status;
    }

    Caller caller() {
        return caller;
    }
}
