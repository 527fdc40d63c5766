package dev.kanit.executor.exchange;

import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address in a plan's actuator block, in which {@code ${NAME}} stands for a variable. */
public final class BaseUrl {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private BaseUrl() {}

    /**
     * The address without a slash at its end; nothing when it is no http or https URL.
     *
     * @param spelled as the plan has it
     * @param variables value of a variable, the empty text when there is none
     */
    public static Optional<URI> of(String spelled, UnaryOperator<String> variables) {
        Matcher reference = REFERENCE.matcher(spelled);
        String url =
                reference.replaceAll(
                        found -> Matcher.quoteReplacement(variables.apply(found.group(1))));
        try {
            URI base = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            boolean isUsable =
                    base.getHost() != null
                            && base.getQuery() == null
                            && base.getFragment() == null
                            && ("http".equals(base.getScheme())
                                    || "https".equals(base.getScheme()));
            return isUsable ? Optional.of(base) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The variable that {@code spelled} is a reference to; nothing when it is anything else. */
    public static Optional<String> variableOf(String spelled) {
        Matcher reference = REFERENCE.matcher(spelled);
        return reference.matches() ? Optional.of(reference.group(1)) : Optional.empty();
    }
}
