package dev.kanit.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.evaluator.people.jwt.JwtDoor;
import dev.kanit.evaluator.testing.ApiCaller;
import dev.kanit.evaluator.testing.ApiInstance;
import dev.kanit.evaluator.testing.Await;
import dev.kanit.evaluator.testing.CommandsOnTopic;
import dev.kanit.evaluator.testing.Issuer;
import dev.kanit.evaluator.testing.World;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances that believe the same issuer, and nothing that a header claims. */
final class PeopleOnTwoInstancesTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ALL = "/v1/rollouts";

    @TempDir private Path directory;

    @Test
    void callerIsTheSamePersonOnEveryInstanceAndNobodyWithoutAToken() throws Exception {
        RSAKey key = Issuer.rsa("k");
        Instant now = Instant.now();
        try (Issuer issuer = new Issuer();
                JwtDoor oneDoor = new JwtDoor(issuer.settings(), InstantSource.system());
                JwtDoor twoDoor = new JwtDoor(issuer.settings(), InstantSource.system());
                TestCluster cluster = TestCluster.start();
                World _ = new World(cluster.bootstrapServers(), cluster.registryUri());
                ApiInstance first = ApiInstance.start(cluster, directory.resolve("1"), oneDoor);
                ApiInstance second = ApiInstance.start(cluster, directory.resolve("2"), twoDoor);
                ApiCaller ayse = caller(first, key, "ayse", now, "operator");
                ApiCaller vera = caller(second, key, "vera", now, "viewer");
                ApiCaller nobody = caller(second, key, "nobody", now);
                ApiCaller forger = caller(second, Issuer.rsa("k"), "ayse", now, "operator")) {
            issuer.publish(key);
            List<String> rollouts = IntStream.range(0, 8).mapToObj(i -> "r" + i).toList();
            Await.until(
                    "both have rollouts",
                    LIMIT,
                    () -> {
                        rollouts.forEach(
                                one -> ayse.post(ALL, Map.of("id", one, "plan", World.PLAN)));
                        TreeSet<String> owners = new TreeSet<>();
                        vera.get(ALL).json().forEach(one -> owners.add(one.path("owner").asText()));
                        return owners.size() == 2 && vera.get(ALL).json().size() == 8;
                    });

            for (String rollout : rollouts) {
                String path = ALL + "/" + rollout;
                assertThat(vera.get(path).status()).isEqualTo(200);
                assertThat(nobody.get(path).status()).isEqualTo(403);
                assertThat(forger.get(path).status()).isEqualTo(401);
                assertThat(vera.post(path + "/commands", Map.of("kind", "HOLD")).status())
                        .isEqualTo(403);
                assertThat(
                                vera.send(
                                                vera.anonymously(path)
                                                        .header("Kanit-Forwarded", "1")
                                                        .header("Kanit-User", "ayse")
                                                        .header("X-Forwarded-User", "ayse")
                                                        .GET())
                                        .status())
                        .isEqualTo(401);
                assertThat(ayse.post(path + "/commands", Map.of("kind", "ROLL_BACK")).status())
                        .isEqualTo(202);
                Await.until(
                        rollout + " is rolled back",
                        LIMIT,
                        () -> vera.get(path).json().path("phase").asText().equals("rolled-back"));
                List<RolloutCommand> rollbacks =
                        CommandsOnTopic.of(cluster, rollout).stream()
                                .filter(one -> one.getKind() == CommandKind.ROLL_BACK)
                                .toList();
                assertThat(rollbacks)
                        .singleElement()
                        .satisfies(one -> assertThat(one.getIssuedBy()).isEqualTo("ayse"))
                        .satisfies(one -> assertThat(one.getRoles()).containsExactly("operator"));
            }
        }
    }

    private static ApiCaller caller(
            ApiInstance instance, RSAKey key, String name, Instant now, String... roles) {
        return new ApiCaller(
                instance.uri(), Issuer.signed(key, Issuer.claims(name, now, roles).build()));
    }
}
