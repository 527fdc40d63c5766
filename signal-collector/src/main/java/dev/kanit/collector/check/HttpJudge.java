package dev.kanit.collector.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.codec.check.CheckKind.HttpExpected;
import dev.kanit.codec.check.Expectation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares one HTTP answer with what the plan expects. */
public final class HttpJudge {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 120;

    private final Redaction redaction;

    /**
     * A judge of answers.
     *
     * @param redaction takes secrets out of what is shown
     */
    public HttpJudge(Redaction redaction) {
        this.redaction = redaction;
    }

    /** What is wrong, for people; empty when nothing is. */
    public List<String> wrong(HttpExpected expected, HttpAnswer answer) {
        List<String> wrong = new ArrayList<>();
        if (expected.statuses().stream().noneMatch(range -> range.holds(answer.status()))) {
            wrong.add("status " + answer.status() + redirect(answer));
        }
        expected.latency()
                .filter(bound -> !bound.holds(answer.millis()))
                .ifPresent(_ -> wrong.add("latency " + millis(answer.millis())));
        headers(expected, answer, wrong);
        if (!expected.json().isEmpty()) {
            json(expected, answer, wrong);
        }
        return wrong;
    }

    /**
     * What a right answer said, for the record: status, time, and the values that were asked for.
     */
    public String seen(HttpExpected expected, HttpAnswer answer) {
        StringBuilder text = new StringBuilder();
        text.append(answer.status()).append(" in ").append(millis(answer.millis()));
        expected.headers()
                .keySet()
                .forEach(
                        name ->
                                text.append(", ")
                                        .append(name)
                                        .append(": ")
                                        .append(shown(headerValue(answer, name))));
        if (!expected.json().isEmpty()) {
            try {
                JsonNode body = JSON.readTree(answer.body());
                expected.json()
                        .keySet()
                        .forEach(
                                pointer ->
                                        text.append(", ")
                                                .append(pointer)
                                                .append(" = ")
                                                .append(shown(text(body.at(pointer)))));
            } catch (IOException unreadable) {
                throw new IllegalArgumentException("no JSON in the body", unreadable);
            }
        }
        return text.toString();
    }

    private static String headerValue(HttpAnswer answer, String name) {
        return String.join(", ", answer.headers().getOrDefault(name, List.of()));
    }

    /** Tells where a redirect would have led; it was not followed. */
    private String redirect(HttpAnswer answer) {
        return answer.status() >= 300
                        && answer.status() < 400
                        && answer.headers().containsKey("location")
                ? " to " + shown(answer.headers().get("location").getFirst()) + ", not followed"
                : "";
    }

    private void headers(HttpExpected expected, HttpAnswer answer, List<String> wrong) {
        expected.headers()
                .forEach(
                        (name, expectation) -> {
                            if (!answer.headers().containsKey(name)) {
                                wrong.add("no " + name);
                            } else if (!Expectations.holds(
                                    expectation, headerValue(answer, name))) {
                                wrong.add(name + ": " + shown(headerValue(answer, name)));
                            }
                        });
    }

    private void json(HttpExpected expected, HttpAnswer answer, List<String> wrong) {
        JsonNode body;
        try {
            body = JSON.readTree(answer.body());
        } catch (IOException _) {
            wrong.add("no JSON in the body");
            return;
        }
        expected.json()
                .forEach(
                        (pointer, expectation) -> {
                            JsonNode value = body.at(pointer);
                            if (value.isMissingNode()) {
                                wrong.add("no " + pointer);
                            } else if (!holds(expectation, value)) {
                                wrong.add(
                                        pointer
                                                + " = "
                                                + shown(text(value))
                                                + (value.isNull() ? ", which is no value" : ""));
                            }
                        });
    }

    private static boolean holds(Expectation expectation, JsonNode value) {
        return value.isNull()
                ? Expectations.holdsForNothing(expectation)
                : Expectations.holds(expectation, text(value));
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private String shown(String text) {
        return redaction.cut(text, SHOWN);
    }

    /** A time for people: {@code 142 ms}. */
    public static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }
}
