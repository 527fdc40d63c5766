package dev.kanit.codec.plan;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a message goes, or with which key: the whole of it a reference such as {@code ${NAME}}, or
 * a literal URL in which nothing is secret. Never both, so that no reference can be sent to a host
 * that the plan's author chose.
 *
 * @param spelled as in the plan, 1 to {@value #MAX_LENGTH} characters
 */
public record Address(String spelled) {

    public static final int MAX_LENGTH = 2_048;

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    /** Long, and no word: as keys and tokens look. */
    private static final Pattern TOKEN =
            Pattern.compile("(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_~+=.-]{16,}|[0-9a-fA-F]{16,}");

    /** Whoever knows an address of these hosts may post there. */
    private static final Set<String> SECRET_PATHS =
            Set.of("hooks.slack.com", "discord.com", "webhook.office.com", "chat.googleapis.com");

    public Address {
        if (spelled.isEmpty() || spelled.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "address: "
                            + spelled.length()
                            + " characters (expected: 1 to "
                            + MAX_LENGTH
                            + ")");
        }
    }

    /** Whether all of it is one reference. */
    public boolean isReference() {
        return REFERENCE.matcher(spelled).matches();
    }

    /** The name in a reference; empty for a literal. */
    public Optional<String> reference() {
        Matcher matcher = REFERENCE.matcher(spelled);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /**
     * What keeps this from standing in a plan as a literal URL; empty when nothing does.
     *
     * @param schemes allowed ones, lower case
     */
    Optional<String> objection(Set<String> schemes) {
        if (spelled.contains("${")) {
            return Optional.of("a reference within a longer text");
        }
        URI url;
        try {
            url = URI.create(spelled);
        } catch (IllegalArgumentException _) {
            return Optional.of("no URL");
        }
        if (url.getHost() == null
                || url.getScheme() == null
                || !schemes.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
            return Optional.of(
                    "no URL of " + String.join(" or ", schemes.stream().sorted().toList()));
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("a name or password in the URL");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            return Optional.of("a query or fragment in the URL, where keys stand");
        }
        String host = url.getHost().toLowerCase(Locale.ROOT);
        if (SECRET_PATHS.stream().anyMatch(it -> host.equals(it) || host.endsWith("." + it))) {
            return Optional.of("an address that is itself a secret");
        }
        for (String part : url.getRawPath().split("/")) {
            if (TOKEN.matcher(part).matches()) {
                return Optional.of("what looks like a key in the URL");
            }
        }
        return Optional.empty();
    }
}
