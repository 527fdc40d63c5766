package dev.kanit.executor.telling;

import dev.kanit.executor.channel.References;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How an executor tells people; whom it tells is in the plans.
 *
 * @param variables value of a reference, the empty text when there is none or it is not open
 * @param link address of a rollout for people, with {@code {rollout}} for its id; empty for none
 * @param answerWithin longest wait for a receiver, &gt; 0
 * @param pagerDutyUs base URL of PagerDuty's service region US
 * @param pagerDutyEu base URL of PagerDuty's service region EU
 */
public record NotifySettings(
        UnaryOperator<String> variables,
        String link,
        Duration answerWithin,
        String pagerDutyUs,
        String pagerDutyEu) {

    private static final Duration USUAL_ANSWER = Duration.ofSeconds(10);

    public NotifySettings {
        if (!answerWithin.isPositive()) {
            throw new IllegalArgumentException(
                    "answerWithin: " + answerWithin + " (expected: > 0)");
        }
    }

    /** PagerDuty where it is, ten seconds for an answer. */
    public static NotifySettings usual(UnaryOperator<String> variables, String link) {
        return new NotifySettings(
                variables,
                link,
                USUAL_ANSWER,
                "https://events.pagerduty.com",
                "https://events.eu.pagerduty.com");
    }

    /** No link, and of an environment what {@link References#ALLOWED} names. */
    public static NotifySettings of(Map<String, String> environment) {
        return usual(References.allowed(environment), "");
    }
}
