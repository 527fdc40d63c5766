package dev.kanit.standalone.cli;

import dev.kanit.decision.rollout.Role;
import dev.kanit.evaluator.people.jwt.JwtSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The identity provider whose tokens are believed. */
final class IssuerOptions {

    @Option(
            names = "--jwt-issuer",
            description = "Identity provider whose signed tokens say who people are; equals iss.")
    private @Nullable String issuer;

    @Option(names = "--jwt-audience", description = "Must be among a token's aud.")
    private String audience = "";

    @Option(
            names = "--jwks",
            paramLabel = "URL|FILE",
            description = "The issuer's public keys: https, http on loopback, or a file.")
    private String keys = "";

    @Option(
            names = "--jwt-name-claim",
            defaultValue = "sub",
            description = "Claim with a person's name; default ${DEFAULT-VALUE}.")
    private String nameClaim = "sub";

    @Option(
            names = "--jwt-roles-claim",
            defaultValue = "roles",
            description = "Claim with a person's roles; default ${DEFAULT-VALUE}.")
    private String rolesClaim = "roles";

    @Option(
            names = "--jwt-role",
            paramLabel = "TEXT=ROLE",
            description =
                    "What a text of that claim means; may be repeated. Without it the texts"
                            + " are Kanıt's roles.")
    private Map<String, String> roles = Map.of();

    /**
     * What is set; empty when no issuer is named.
     *
     * @throws IllegalArgumentException for options that go together and do not come together, or
     *     that are not as described
     */
    Optional<JwtSettings> settings() {
        if (issuer == null) {
            if (!audience.isEmpty() || !keys.isEmpty() || !roles.isEmpty()) {
                throw new IllegalArgumentException("--jwt-issuer (expected: with --jwt-…)");
            }
            return Optional.empty();
        }
        if (audience.isBlank() || keys.isBlank()) {
            throw new IllegalArgumentException(
                    "--jwt-issuer (expected: with --jwt-audience and --jwks)");
        }
        return Optional.of(
                new JwtSettings(
                        issuer,
                        audience,
                        keys.contains("://") ? URI.create(keys) : Path.of(keys).toUri(),
                        nameClaim,
                        rolesClaim,
                        meanings(),
                        Set.of("RS256", "ES256")));
    }

    private Map<String, Role> meanings() {
        if (roles.isEmpty()) {
            return JwtSettings.AS_SPELLED;
        }
        Map<String, Role> meanings = new LinkedHashMap<>();
        roles.forEach(
                (text, role) ->
                        meanings.put(
                                text,
                                Role.spelled(role)
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                "--jwt-role: '"
                                                                        + role
                                                                        + "' (expected: a"
                                                                        + " role)"))));
        return meanings;
    }
}
