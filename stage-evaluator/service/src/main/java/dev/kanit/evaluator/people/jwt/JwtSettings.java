package dev.kanit.evaluator.people.jwt;

import dev.kanit.decision.rollout.Role;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;

/**
 * Whose tokens are believed, and what they say.
 *
 * @param issuer the only one; equals {@code iss}
 * @param audience that must be among {@code aud}
 * @param jwksUrl where the issuer's keys are; https, http on this machine, or a file
 * @param nameClaim that is the person's name, {@code sub} for example
 * @param rolesClaim with the roles: a list of texts, or a text with spaces; dots lead into objects
 * @param roles what the claim's texts mean; texts that are not there mean nothing
 * @param algorithms of signatures that are accepted, of {@link #POSSIBLE}
 */
public record JwtSettings(
        String issuer,
        String audience,
        URI jwksUrl,
        String nameClaim,
        String rolesClaim,
        Map<String, Role> roles,
        Set<String> algorithms) {

    /** Signatures by a private key: with these a public key is no secret to sign with. */
    public static final Set<String> POSSIBLE =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    /** Without a mapping of their own, installations name the roles as Kanıt does. */
    public static final Map<String, Role> AS_SPELLED =
            Map.of(
                    Role.VIEWER.spelling(), Role.VIEWER,
                    Role.OPERATOR.spelling(), Role.OPERATOR,
                    Role.INCIDENT_COMMANDER.spelling(), Role.INCIDENT_COMMANDER,
                    Role.APPROVER.spelling(), Role.APPROVER,
                    Role.AUDITOR.spelling(), Role.AUDITOR);

    public JwtSettings {
        requireText("issuer", issuer);
        requireText("audience", audience);
        requireText("nameClaim", nameClaim);
        requireText("rolesClaim", rolesClaim);
        if (!isSafe(jwksUrl)) {
            throw new IllegalArgumentException(
                    "jwksUrl: not safe (expected: https without a user, http on loopback, or a"
                            + " file)");
        }
        if (algorithms.isEmpty() || !POSSIBLE.containsAll(algorithms)) {
            throw new IllegalArgumentException(
                    "algorithms: " + algorithms + " (expected: of " + POSSIBLE + ")");
        }
        roles = Map.copyOf(roles);
        algorithms = Set.copyOf(algorithms);
    }

    private static void requireText(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " (expected: a text)");
        }
    }

    private static boolean isSafe(URI url) {
        String host = url.getHost();
        if ("file".equals(url.getScheme())) {
            return url.getAuthority() == null
                    && url.getQuery() == null
                    && url.getFragment() == null
                    && url.getPath() != null
                    && url.getPath().startsWith("/");
        }
        if (host == null || url.getUserInfo() != null) {
            return false;
        }
        return "https".equals(url.getScheme())
                || ("http".equals(url.getScheme()) && isLoopback(host));
    }

    private static boolean isLoopback(String host) {
        try {
            boolean isLiteral = host.matches("[0-9.]+") || host.startsWith("[");
            return host.equals("localhost")
                    || (isLiteral && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException notLocal) {
            return false;
        }
    }
}
