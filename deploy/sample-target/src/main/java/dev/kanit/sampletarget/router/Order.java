package dev.kanit.sampletarget.router;

import java.util.Map;
import java.util.function.Function;

/** What the body of a request asks for. */
sealed interface Order {

    /** Nothing that can be carried out; {@code why} names the value and what was expected. */
    record Malformed(String why) implements Order {}

    /** Something to carry out once, if the fence admits it. */
    record Fenced(long generation, String actionId, Runnable effect) implements Order {}

    /** An effect whose generation and action are still to be read. */
    static Order effect(Runnable effect) {
        return new Fenced(0, "", effect);
    }

    /** Reads what all orders have in common, and the rest by {@code reader}. */
    static Order of(Map<String, Object> fields, Function<Map<String, Object>, Order> reader) {
        if (!(fields.get("generation") instanceof Double generation)
                || !(generation >= 0 && generation <= 1L << 53)
                || generation != Math.rint(generation)) {
            return new Malformed(
                    "generation: " + fields.get("generation") + " (expected: 0, 1, 2 …)");
        }
        if (!(fields.get("actionId") instanceof String actionId)
                || actionId.isBlank()
                || actionId.length() > 200) {
            return new Malformed(
                    "actionId: " + fields.get("actionId") + " (expected: 1 to 200 characters)");
        }
        return switch (reader.apply(fields)) {
            case Malformed malformed -> malformed;
            case Fenced(_, _, Runnable effect) ->
                    new Fenced(generation.longValue(), actionId, effect);
        };
    }
}
