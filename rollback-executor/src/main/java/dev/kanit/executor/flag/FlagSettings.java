package dev.kanit.executor.flag;

import dev.kanit.executor.exchange.BaseUrl;
import dev.kanit.executor.exchange.WebhookSecret;
import java.net.URI;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The plan's block, with its references resolved.
 *
 * @param base of the flag service
 * @param name of the flag
 * @param secret that requests are signed with
 */
record FlagSettings(URI base, String name, WebhookSecret secret) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    FlagSettings {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: '"
                            + name
                            + "' (expected: 1 to 128 letters, digits, dots, dashes, underscores)");
        }
    }

    /**
     * @throws IllegalArgumentException names the member and what is expected, never a secret
     */
    static FlagSettings of(SortedMap<String, String> settings, UnaryOperator<String> variables) {
        String url = settings.getOrDefault("url", "");
        return new FlagSettings(
                BaseUrl.of(url, variables)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "url: '"
                                                        + url
                                                        + "' (expected: an http or https URL)")),
                settings.getOrDefault("name", ""),
                secret(settings.getOrDefault("secret", ""), variables));
    }

    private static WebhookSecret secret(String spelled, UnaryOperator<String> variables) {
        // A secret that stands in a plan is in the log for ever: only a reference will do.
        String variable =
                BaseUrl.variableOf(spelled)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "secret (expected: a reference such as"
                                                        + " ${FLAG_SECRET})"));
        try {
            return WebhookSecret.parse(variables.apply(variable));
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    "${" + variable + "}: " + unusable.getMessage(), unusable);
        }
    }
}
