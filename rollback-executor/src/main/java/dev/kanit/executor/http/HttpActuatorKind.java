package dev.kanit.executor.http;

import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.exchange.BaseUrl;
import dev.kanit.executor.exchange.JsonExchange;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * {@code actuator: http: {url: "http://router:8080"}}. In the URL, {@code ${NAME}} stands for a
 * variable of this process; a missing one makes the actuator unusable.
 */
public final class HttpActuatorKind implements ActuatorKind, AutoCloseable {

    private static final String URL = "url";
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);

    private final UnaryOperator<String> variables;
    private final Duration answerWithin;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT_WITHIN)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    /**
     * @param variables value of a variable, the empty text when there is none
     * @param answerWithin longest wait for one answer, &gt; 0
     */
    public HttpActuatorKind(UnaryOperator<String> variables, Duration answerWithin) {
        if (!answerWithin.isPositive()) {
            throw new IllegalArgumentException(
                    "answerWithin: " + answerWithin + " (expected: > 0)");
        }
        this.variables = variables;
        this.answerWithin = answerWithin;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Opening open(SortedMap<String, String> settings) {
        String spelled = settings.getOrDefault(URL, "");
        return BaseUrl.of(spelled, variables)
                .<Opening>map(
                        base ->
                                new Opening.Opened(
                                        new HttpActuator(
                                                new JsonExchange(client, base, answerWithin))))
                .orElseGet(() -> unusable(spelled));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** Names the reference and not its value, which may be a secret. */
    private static Opening unusable(String spelled) {
        return new Opening.Unusable(
                "actuator http, url: '" + spelled + "' (expected: an http or https URL)");
    }
}
