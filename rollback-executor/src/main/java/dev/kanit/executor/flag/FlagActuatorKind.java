package dev.kanit.executor.flag;

import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.exchange.JsonExchange;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * {@code actuator: flag: {url: "https://flags", name: FEATURE_ML_SCORING, secret:
 * "${FLAG_SECRET}"}}. The secret is a reference to a variable of this process.
 */
public final class FlagActuatorKind implements ActuatorKind, AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);

    private final UnaryOperator<String> variables;
    private final Duration answerWithin;
    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT_WITHIN)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    /**
     * @param variables value of a variable, the empty text when there is none
     * @param answerWithin longest wait for one answer, &gt; 0
     * @param clock of the timestamps that are signed
     */
    public FlagActuatorKind(
            UnaryOperator<String> variables, Duration answerWithin, InstantSource clock) {
        if (!answerWithin.isPositive()) {
            throw new IllegalArgumentException(
                    "answerWithin: " + answerWithin + " (expected: > 0)");
        }
        this.variables = variables;
        this.answerWithin = answerWithin;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "flag";
    }

    @Override
    public Opening open(SortedMap<String, String> settings) {
        try {
            FlagSettings read = FlagSettings.of(settings, variables);
            JsonExchange exchange = new JsonExchange(client, read.base(), answerWithin);
            return new Opening.Opened(new FlagActuator(new FlagApi(exchange, read, clock)));
        } catch (IllegalArgumentException unusable) {
            return new Opening.Unusable("actuator flag, " + unusable.getMessage());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
