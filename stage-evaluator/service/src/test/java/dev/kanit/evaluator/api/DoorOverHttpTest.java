package dev.kanit.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import dev.kanit.decision.rollout.Role;
import dev.kanit.evaluator.people.Door;
import dev.kanit.evaluator.people.jwt.JwtDoor;
import dev.kanit.evaluator.people.users.UsersDoor;
import dev.kanit.evaluator.people.users.UsersFile;
import dev.kanit.evaluator.testing.ApiCaller;
import dev.kanit.evaluator.testing.ApiCaller.Answer;
import dev.kanit.evaluator.testing.Issuer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The filter alone, on a real server. */
final class DoorOverHttpTest {

    private static final String PATH = "/v1/rollouts";

    @TempDir private Path directory;

    @Test
    void strangerIsToldHowToSignInAndAKnownPersonPasses() throws IOException {
        UsersFile users = new UsersFile(directory.resolve("users.json"));
        users.addWithPassword("deniz", Set.of(Role.VIEWER), "correct horse battery");
        String basic =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        "deniz:correct horse battery"
                                                .getBytes(StandardCharsets.UTF_8));
        try (Served served = new Served(UsersDoor.of(users));
                ApiCaller caller = served.caller(basic)) {
            Answer stranger = caller.send(caller.anonymously(PATH).GET());

            assertThat(stranger.status()).isEqualTo(401);
            assertThat(stranger.header("www-authenticate")).contains("Bearer").contains("Basic");
            assertThat(caller.get(PATH).status()).isEqualTo(404);
        }
    }

    @Test
    void twoCredentialsAreNone() throws IOException {
        UsersFile users = new UsersFile(directory.resolve("users.json"));
        String token = users.addWithToken("a", Set.of(Role.VIEWER));
        try (Served served = new Served(UsersDoor.of(users));
                ApiCaller caller = served.caller("Bearer " + token)) {
            Answer answer = caller.send(caller.to(PATH).header("Authorization", "Bearer x").GET());

            assertThat(answer.status()).isEqualTo(401);
        }
    }

    @Test
    void guessingEndsAfterAWhileAndDoesNotLockOutWhoIsKnown() throws IOException {
        UsersFile users = new UsersFile(directory.resolve("users.json"));
        String token = users.addWithToken("a", Set.of(Role.VIEWER));
        try (Served served = new Served(UsersDoor.of(users));
                ApiCaller known = served.caller("Bearer " + token);
                ApiCaller guesser =
                        served.caller("Bearer " + token.substring(0, 23) + "0".repeat(64))) {
            assertThat(known.get(PATH).status()).isEqualTo(404);
            // Twice the limit and one more: a minute may end in between.
            Answer last = guesser.get(PATH);
            for (int i = 0; i < 2 * TokenFilter.MAX_FAILED && last.status() == 401; i++) {
                last = guesser.get(PATH);
            }

            assertThat(last.status()).isEqualTo(429);
            assertThat(last.header("retry-after")).isEqualTo("60");
            assertThat(known.get(PATH).status()).isEqualTo(404);
            assertThat(served.strangers()).isGreaterThan(TokenFilter.MAX_FAILED);
        }
    }

    @Test
    void whileTheIssuerIsAwayTheApiSaysSoAndLetsNobodyIn() {
        RSAKey key = Issuer.rsa("k");
        String token = Issuer.signed(key, Issuer.claims("ayse", Instant.now(), "operator").build());
        Issuer issuer = new Issuer();
        issuer.close();
        try (JwtDoor door = new JwtDoor(issuer.settings(), InstantSource.system());
                Served served = new Served(door);
                ApiCaller caller = served.caller(token)) {
            Answer answer = caller.get(PATH);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isEqualTo("10");
            assertThat(answer.text()).doesNotContain("ayse");
        }
    }

    /** A server with nothing behind its door. */
    private static final class Served implements AutoCloseable {

        private final ApplicationContext context;
        private final EmbeddedServer server;

        Served(Door door) {
            context =
                    ApplicationContext.builder()
                            .properties(
                                    Map.of(
                                            "micronaut.server.host",
                                            "127.0.0.1",
                                            "micronaut.server.port",
                                            -1,
                                            "kanit.evaluator.enabled",
                                            false))
                            .singletons(door)
                            .banner(false)
                            .start();
            server = context.getBean(EmbeddedServer.class);
            server.start();
        }

        ApiCaller caller(String authorization) {
            return new ApiCaller(server.getURI(), authorization);
        }

        long strangers() {
            return context.getBean(Refusals.class).strangers();
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
