package dev.kanit.executor.http;

import dev.kanit.executor.actuator.ActuatorKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code actuator: http: {url: "http://router:8080"}}. In the URL, {@code ${NAME}} stands for a
 * variable of this process; a missing one makes the actuator unusable.
 */
public final class HttpActuatorKind implements ActuatorKind, AutoCloseable {

    private static final String URL = "url";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
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
        Matcher reference = REFERENCE.matcher(spelled);
        String url =
                reference.replaceAll(
                        found -> Matcher.quoteReplacement(variables.apply(found.group(1))));
        try {
            URI base = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            if (base.getHost() == null
                    || !("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
                return unusable(spelled);
            }
            return new Opening.Opened(
                    new HttpActuator(new RouterExchange(client, base, answerWithin)));
        } catch (IllegalArgumentException _) {
            return unusable(spelled);
        }
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
