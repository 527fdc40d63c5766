package dev.kanit.executor.flag;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.exchange.JsonAnswer.Answered;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.StepOutcome;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.TreeMap;

/** From the flag service's words to what the executor knows, and back. */
final class FlagState {

    private static final double ALL_PERCENT = 100;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private FlagState() {}

    /** The value that stands for a weight: its fraction, {@code 0} for off. */
    static String valueOf(double weightPercent) {
        BigDecimal fraction = BigDecimal.valueOf(weightPercent).movePointLeft(2);
        return fraction.signum() == 0 ? "0" : fraction.stripTrailingZeros().toPlainString();
    }

    static Observation read(String flag, Answered answer) {
        JsonNode body = answer.body();
        JsonNode value = body.path("value");
        JsonNode scope = body.path("canaryScope");
        double weight = weight(body, value.asText(""));
        boolean isSound =
                value.isTextual()
                        && body.path("flag").asText("").equals(flag)
                        && body.path("generation").isIntegralNumber()
                        && body.path("generation").canConvertToLong()
                        && body.path("generation").asLong() >= 0
                        && (scope.asText("").equals("on") || scope.asText("").equals("off"))
                        && weight >= 0
                        && weight <= ALL_PERCENT
                        && !answer.etag().isEmpty();
        if (!isSound) {
            return new Observation.Unseen(
                    new StepOutcome.Unreachable(
                            "flag "
                                    + flag
                                    + ": flag, value, canaryScope, generation or ETag are missing or"
                                    + " out of range (expected: as in docs/flag-actuator.md)"));
        }
        TreeMap<String, String> settings = new TreeMap<>();
        body.path("settings")
                .properties()
                .forEach(set -> settings.put(set.getKey(), set.getValue().asText()));
        // A mitigation may set the flag itself, by its name.
        settings.put(flag, value.asText());
        return new Observation.Seen(
                new Observed(
                        weight,
                        body.path("generation").asLong(),
                        "",
                        "",
                        // A flag moves no traffic between servers; who knows better may say so.
                        body.path("stableReady").asBoolean(true),
                        body.path("canaryReady").asBoolean(true),
                        settings,
                        value.asText(),
                        scope.asText().equals("off"),
                        answer.etag()));
    }

    /** What is said; else what the value says as a fraction; else all, since nobody knows. */
    private static double weight(JsonNode body, String value) {
        JsonNode said = body.path("weightPercent");
        if (!said.isMissingNode() && !said.isNull()) {
            return said.isNumber() ? said.asDouble() : Double.NaN;
        }
        return fraction(value)
                .map(fraction -> fraction.multiply(HUNDRED).doubleValue())
                .filter(percent -> percent >= 0 && percent <= ALL_PERCENT)
                .orElse(ALL_PERCENT);
    }

    private static Optional<BigDecimal> fraction(String value) {
        try {
            return Optional.of(new BigDecimal(value));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
