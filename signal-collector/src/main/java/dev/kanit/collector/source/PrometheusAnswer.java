package dev.kanit.collector.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** What a Prometheus server says to an instant query. */
sealed interface PrometheusAnswer {

    /** One number; may be NaN or infinite. */
    record One(double value) implements PrometheusAnswer {}

    /** No element. */
    record None() implements PrometheusAnswer {}

    /** More elements than one. */
    record Many(int elements) implements PrometheusAnswer {}

    /** An error, or nothing that makes sense. */
    record Refused(String why) implements PrometheusAnswer {}

    ObjectMapper JSON = new ObjectMapper();

    static PrometheusAnswer read(int status, byte[] body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (IOException e) {
            return new Refused("status " + status + ", no JSON (expected: 200 and JSON)");
        }
        if (status != 200 || !"success".equals(json.path("status").asText())) {
            return new Refused(
                    "status %d, %s: %s"
                            .formatted(
                                    status,
                                    json.path("errorType").asText("no errorType"),
                                    json.path("error").asText("no error")));
        }
        JsonNode result = json.path("data").path("result");
        return switch (json.path("data").path("resultType").asText()) {
            case "scalar" -> number(result.path(1));
            case "vector" ->
                    switch (result.size()) {
                        case 0 -> new None();
                        case 1 -> number(result.path(0).path("value").path(1));
                        default -> new Many(result.size());
                    };
            default -> new Refused("no scalar and no vector (expected: an instant query)");
        };
    }

    private static PrometheusAnswer number(JsonNode text) {
        try {
            return new One(
                    switch (text.asText()) {
                        case "NaN" -> Double.NaN;
                        case "+Inf" -> Double.POSITIVE_INFINITY;
                        case "-Inf" -> Double.NEGATIVE_INFINITY;
                        default -> Double.parseDouble(text.asText());
                    });
        } catch (NumberFormatException e) {
            return new Refused("value '" + text.asText() + "' (expected: a number)");
        }
    }
}
