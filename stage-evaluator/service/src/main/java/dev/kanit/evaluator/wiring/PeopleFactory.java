package dev.kanit.evaluator.wiring;

import dev.kanit.decision.rollout.Role;
import dev.kanit.evaluator.people.jwt.JwtDoor;
import dev.kanit.evaluator.people.jwt.JwtSettings;
import dev.kanit.evaluator.people.users.UsersDoor;
import dev.kanit.evaluator.people.users.UsersFile;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.naming.conventions.StringConvention;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who the users are, when the installation says so, by one of two ways: a file ({@code
 * kanit.evaluator.users-file}) or an identity provider ({@code kanit.evaluator.jwt}: {@code
 * issuer}, {@code audience}, {@code jwks-url}, {@code name-claim} (sub), {@code roles-claim}
 * (roles), {@code algorithms} (RS256, ES256), {@code roles.<text of the claim>} (a role)).
 */
@Factory
final class PeopleFactory {

    private static final String FILE = "kanit.evaluator.users-file";
    private static final String ISSUER = "kanit.evaluator.jwt.issuer";
    private static final String SET = ".+";

    @Context
    @Requires(property = FILE, pattern = SET)
    UsersDoor users(
            @Property(name = FILE) Path file,
            @Property(name = ISSUER, defaultValue = "") String issuer)
            throws IOException {
        if (!issuer.isEmpty()) {
            throw new IllegalArgumentException(
                    FILE + " and " + ISSUER + " (expected: one of them; a name has one owner)");
        }
        return UsersDoor.of(new UsersFile(file));
    }

    @Context
    @Bean(preDestroy = "close")
    @Requires(property = ISSUER, pattern = SET)
    JwtDoor jwt(
            @Property(name = ISSUER) String issuer,
            @Property(name = "kanit.evaluator.jwt.audience") String audience,
            @Property(name = "kanit.evaluator.jwt.jwks-url") URI jwksUrl,
            @Property(name = "kanit.evaluator.jwt.name-claim", defaultValue = "sub") String name,
            @Property(name = "kanit.evaluator.jwt.roles-claim", defaultValue = "roles")
                    String roles,
            @Property(name = "kanit.evaluator.jwt.algorithms", defaultValue = "RS256,ES256")
                    List<String> algorithms,
            @Property(name = "kanit.evaluator.jwt.roles")
                    @MapFormat(
                            transformation = MapFormat.MapTransformation.FLAT,
                            keyFormat = StringConvention.RAW)
                    @Nullable Map<String, String> mapping) {
        return new JwtDoor(
                new JwtSettings(
                        issuer,
                        audience,
                        jwksUrl,
                        name,
                        roles,
                        mapping == null || mapping.isEmpty()
                                ? JwtSettings.AS_SPELLED
                                : mapped(mapping),
                        Set.copyOf(algorithms)),
                InstantSource.system());
    }

    private static Map<String, Role> mapped(Map<String, String> mapping) {
        Map<String, Role> roles = new HashMap<>();
        mapping.forEach(
                (text, role) ->
                        roles.put(
                                text,
                                Role.spelled(role)
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                "kanit.evaluator.jwt.roles."
                                                                        + text
                                                                        + ": "
                                                                        + role
                                                                        + " (expected: a"
                                                                        + " role)"))));
        return roles;
    }
}
