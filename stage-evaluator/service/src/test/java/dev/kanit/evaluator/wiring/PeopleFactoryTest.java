package dev.kanit.evaluator.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.kanit.evaluator.people.Admission;
import dev.kanit.evaluator.people.Door;
import dev.kanit.evaluator.testing.ApiCaller;
import dev.kanit.evaluator.testing.Issuer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that is told of an identity provider by its properties alone. Behind its door is
 * nothing: 404 is being let in, 403 is being known without the role, 401 is being a stranger.
 */
final class PeopleFactoryTest {

    private static final String PATH = "/v1/rollouts";
    private static final RSAKey KEY = Issuer.rsa("issuer-1");

    @TempDir private static Path directory;
    private static Issuer issuer;
    private static ApplicationContext context;

    @BeforeAll
    static void start() {
        issuer = new Issuer();
        issuer.publish(KEY);
        context =
                served(
                        Map.of(
                                "kanit.evaluator.jwt.jwks-url",
                                issuer.keysUrl().toString(),
                                "kanit.evaluator.jwt.roles-claim",
                                "realm_access.roles",
                                "kanit.evaluator.jwt.roles.release-team",
                                "operator"));
    }

    @AfterAll
    static void stop() {
        context.close();
        issuer.close();
    }

    @Test
    void personOfTheIssuerIsLetInAndRolesAreWhatThePropertiesSay() {
        assertThat(get(token(claims -> claims))).isEqualTo(404);
        assertThat(delete(token(claims -> claims))).isEqualTo(404);
        assertThat(
                        get(
                                token(
                                        claims ->
                                                claims.claim(
                                                        "realm_access",
                                                        Map.of("roles", List.of("operator"))))))
                .as("a text that the mapping does not have")
                .isEqualTo(403);
        assertThat(get(token(claims -> claims.claim("realm_access", Map.of()))))
                .as("no roles at all")
                .isEqualTo(403);
    }

    @Test
    void tokenOfAnotherIssuerAudienceOrTimeIsRefused() {
        Instant past = Instant.now().minusSeconds(120);
        assertThat(get(token(claims -> claims.issuer("https://elsewhere.example")))).isEqualTo(401);
        assertThat(get(token(claims -> claims.audience("billing")))).isEqualTo(401);
        assertThat(get(token(claims -> claims.expirationTime(Date.from(past))))).isEqualTo(401);
        assertThat(get(token(claims -> claims.expirationTime(null)))).isEqualTo(401);
    }

    @Test
    void unsignedForeignAndOversizedTokensAreRefused() {
        assertThat(get("Bearer " + new PlainJWT(ayse().build()).serialize()))
                .as("alg none")
                .isEqualTo(401);
        assertThat(get(Issuer.signed(Issuer.rsa("unknown"), ayse().build())))
                .as("unknown kid")
                .isEqualTo(401);
        assertThat(get(Issuer.signed(Issuer.rsa("issuer-1"), ayse().build())))
                .as("another's key under the same kid")
                .isEqualTo(401);
        String oversized = token(claims -> claims.claim("padding", "x".repeat(8 << 10)));
        assertThat(context.getBean(Door.class).admit(oversized))
                .as("oversized")
                .isInstanceOf(Admission.Refused.class);
    }

    @Test
    void keysMayLieInAFileWithinTheSameBounds() throws IOException {
        Path keys = directory.resolve("keys.json");
        Files.writeString(keys, new JWKSet(KEY).toString(true));
        Path large = directory.resolve("large.json");
        Files.writeString(large, " ".repeat(300 << 10) + new JWKSet(KEY).toString(true));
        try (ApplicationContext small = served(keysIn(keys));
                ApplicationContext tooLarge = served(keysIn(large));
                ApplicationContext gone = served(keysIn(directory.resolve("gone.json")))) {
            String token =
                    Issuer.signed(KEY, Issuer.claims("ayse", Instant.now(), "operator").build());

            assertThat(get(small, token)).isEqualTo(404);
            assertThat(get(tooLarge, token)).isEqualTo(503);
            assertThat(get(gone, token)).isEqualTo(503);
        }
    }

    @Test
    void unsafeKeysOrTwoOwnersOfNamesStopTheStart() {
        Map<String, String> unsafe =
                Map.of("kanit.evaluator.jwt.jwks-url", "http://issuer.example/keys");
        Map<String, String> twice =
                Map.of(
                        "kanit.evaluator.jwt.jwks-url",
                        issuer.keysUrl().toString(),
                        "kanit.evaluator.users-file",
                        directory.resolve("users").toString());

        assertThatThrownBy(() -> served(unsafe).close())
                .hasStackTraceContaining("jwksUrl: not safe");
        assertThatThrownBy(() -> served(twice).close())
                .hasStackTraceContaining("a name has one owner");
    }

    private static Map<String, String> keysIn(Path file) {
        return Map.of("kanit.evaluator.jwt.jwks-url", file.toUri().toString());
    }

    private static ApplicationContext served(Map<String, String> more) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.server.host", "127.0.0.1");
        properties.put("micronaut.server.port", -1);
        properties.put("kanit.evaluator.enabled", false);
        properties.put("kanit.evaluator.jwt.issuer", Issuer.NAME);
        properties.put("kanit.evaluator.jwt.audience", Issuer.AUDIENCE);
        properties.putAll(more);
        ApplicationContext started =
                ApplicationContext.builder().properties(properties).banner(false).start();
        started.getBean(EmbeddedServer.class).start();
        return started;
    }

    private static JWTClaimsSet.Builder ayse() {
        return Issuer.claims("ayse", Instant.now())
                .claim("realm_access", Map.of("roles", List.of("release-team")));
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> changed) {
        return Issuer.signed(KEY, changed.apply(ayse()).build());
    }

    private static int get(String authorization) {
        return get(context, authorization);
    }

    private static int get(ApplicationContext where, String authorization) {
        try (ApiCaller caller =
                new ApiCaller(where.getBean(EmbeddedServer.class).getURI(), authorization)) {
            return caller.get(PATH).status();
        }
    }

    private static int delete(String authorization) {
        try (ApiCaller caller =
                new ApiCaller(context.getBean(EmbeddedServer.class).getURI(), authorization)) {
            return caller.send(caller.to(PATH).DELETE()).status();
        }
    }
}
