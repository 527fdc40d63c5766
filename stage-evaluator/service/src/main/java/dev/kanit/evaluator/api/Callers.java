package dev.kanit.evaluator.api;

import dev.kanit.evaluator.people.Caller;
import io.micronaut.http.HttpRequest;

/** Whom the filter let in, kept with the request: the one place that says who is asking. */
final class Callers {

    private static final String CALLER = "kanit.caller";

    private Callers() {}

    static void set(HttpRequest<?> request, Caller caller) {
        request.setAttribute(CALLER, caller);
    }

    /**
     * The caller.
     *
     * @throws IllegalStateException when no filter has let anybody in
     */
    static Caller of(HttpRequest<?> request) {
        return request.getAttribute(CALLER, Caller.class)
                .orElseThrow(
                        () -> new IllegalStateException("nobody was let in (expected: a caller)"));
    }
}
