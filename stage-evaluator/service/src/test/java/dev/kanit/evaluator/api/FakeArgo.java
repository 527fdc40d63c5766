package dev.kanit.evaluator.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.evaluator.testing.ApiCaller;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes one measurement of an AnalysisTemplate's web metric as Argo Rollouts does: arguments are
 * put in, any status but 2xx is an error, the conditions are evaluated on what the path selects.
 */
final class FakeArgo {

    private static final Pattern PATH = Pattern.compile("\\{\\$\\.([a-zA-Z]+)}");
    private static final Pattern CONDITION = Pattern.compile("result == \"([a-z]+)\"");

    private final JsonNode metric;
    private final URI server;
    private final String secret;
    private final ApiCaller http;

    FakeArgo(JsonNode template, URI server, String secret, ApiCaller http) {
        this.metric = template.path("spec").path("metrics").path(0);
        this.server = server;
        this.secret = secret;
        this.http = http;
    }

    /** Phase of the measurement. */
    String measure(String rolloutId, String weight, String version) {
        Map<String, String> arguments =
                Map.of(
                        "rollout-id",
                        rolloutId,
                        "weight",
                        weight,
                        "version",
                        version,
                        "secret",
                        secret);
        JsonNode web = metric.path("provider").path("web");
        URI url = URI.create(filled(web.path("url").asText(), arguments));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(url.getPath() + "?" + url.getQuery())).GET();
        web.path("headers")
                .forEach(
                        header ->
                                request.header(
                                        header.path("key").asText(),
                                        filled(header.path("value").asText(), arguments)));
        ApiCaller.Answer answer = http.send(request);
        if (answer.status() < 200 || answer.status() >= 300) {
            return "Error";
        }
        JsonNode result = answer.json().path(group(PATH, web.path("jsonPath").asText()));
        if (!result.isTextual()) {
            return "Error";
        }
        if (holds("failureCondition", result.asText())) {
            return "Failed";
        }
        return holds("successCondition", result.asText()) ? "Successful" : "Inconclusive";
    }

    private boolean holds(String condition, String result) {
        return group(CONDITION, metric.path(condition).asText()).equals(result);
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new AssertionError(text + " (expected: " + pattern + ")");
        }
        return matcher.group(1);
    }

    private static String filled(String text, Map<String, String> arguments) {
        String filled = text;
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            filled = filled.replace("{{args." + argument.getKey() + "}}", argument.getValue());
        }
        return filled;
    }
}
