package dev.kanit.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kanit.decision.rollout.Role;
import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.evaluator.people.Act;
import dev.kanit.evaluator.people.Caller;
import dev.kanit.evaluator.people.RoleTable;
import dev.kanit.evaluator.people.users.UsersDoor;
import dev.kanit.evaluator.people.users.UsersFile;
import dev.kanit.evaluator.testing.ApiCaller;
import dev.kanit.evaluator.testing.ApiCaller.Answer;
import dev.kanit.evaluator.testing.ApiInstance;
import dev.kanit.evaluator.testing.Await;
import dev.kanit.evaluator.testing.CommandsOnTopic;
import dev.kanit.evaluator.testing.World;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** People of a users file, one for each role, before the real API. */
final class PeopleApiTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ALL = "/v1/rollouts";

    @TempDir private static Path directory;

    private static TestCluster cluster;
    private static World world;
    private static ApiInstance instance;
    private static final Map<Role, ApiCaller> CALLERS = new EnumMap<>(Role.class);

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = TestCluster.start();
        world = new World(cluster.bootstrapServers(), cluster.registryUri());
        UsersFile users = new UsersFile(directory.resolve("users.json"));
        Map<Role, String> tokens = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            tokens.put(role, users.addWithToken(role.spelling(), Set.of(role)));
        }
        instance = ApiInstance.start(cluster, directory.resolve("state"), UsersDoor.of(users));
        tokens.forEach(
                (role, token) ->
                        CALLERS.put(role, new ApiCaller(instance.uri(), "Bearer " + token)));
        assertThat(instance.evaluator().awaitRunning(LIMIT)).isTrue();
    }

    @AfterAll
    static void stop() {
        CALLERS.values().forEach(ApiCaller::close);
        instance.close();
        world.close();
        cluster.close();
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(Role.values())
                .flatMap(
                        role ->
                                Arrays.stream(CommandKind.values())
                                        .map(kind -> Arguments.of(role, kind)));
    }

    /**
     * Who may gets as far as the next question: whether there is such a rollout, or, at a start,
     * whether the plan is sound.
     */
    @ParameterizedTest
    @MethodSource("cells")
    void eachCellOfTheTableHoldsOverHttp(Role role, CommandKind kind) {
        boolean allowed =
                RoleTable.allows(new Caller.Person("x", Set.of(role)), new Act.Command(kind));

        Answer answer =
                kind == CommandKind.START
                        ? as(role).post(ALL, Map.of("id", "cell", "plan", "no plan"))
                        : as(role).post(ALL + "/cell/commands", Map.of("kind", kind.name()));

        int next = kind == CommandKind.START ? 422 : 404;
        assertThat(answer.status()).as(answer.text()).isEqualTo(allowed ? next : 403);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    void everyRoleReadsAndNoRoleDoesWhatThereIsNot() {
        started("read");
        for (Role role : Role.values()) {
            assertThat(as(role).get(ALL).status()).isEqualTo(200);
            assertThat(as(role).get(ALL + "/read").status()).isEqualTo(200);
            assertThat(as(role).get(ALL + "/nobody/events").status()).isEqualTo(404);
            assertThat(as(role).send(as(role).to(ALL + "/read").DELETE()).status())
                    .isEqualTo(
                            role == Role.OPERATOR || role == Role.INCIDENT_COMMANDER ? 405 : 403);
        }
    }

    @Test
    void recordNamesWhoIsAuthenticatedAndTheirRoles() {
        started("signed");

        Answer own =
                as(Role.INCIDENT_COMMANDER)
                        .post(
                                ALL + "/signed/commands",
                                Map.of("kind", "TAKE_COMMAND", "by", "incident-commander"));

        assertThat(own.status()).isEqualTo(202);
        assertThat(CommandsOnTopic.of(cluster, "signed"))
                .extracting(
                        RolloutCommand::getKind,
                        RolloutCommand::getIssuedBy,
                        RolloutCommand::getRoles)
                .containsExactly(
                        tuple(CommandKind.START, "operator", List.of("operator")),
                        tuple(
                                CommandKind.TAKE_COMMAND,
                                "incident-commander",
                                List.of("incident-commander")));
    }

    @Test
    void nobodySignsForAnother() {
        started("forged");

        Answer command =
                as(Role.OPERATOR)
                        .post(
                                ALL + "/forged/commands",
                                Map.of("kind", "ROLL_BACK", "by", "incident-commander"));
        Answer start =
                as(Role.OPERATOR)
                        .post(ALL, Map.of("id", "forged-2", "plan", World.PLAN, "by", "approver"));

        assertThat(List.of(command.status(), start.status())).containsOnly(422);
        assertThat(command.json().path("detail").asText())
                .isEqualTo("by: another name (expected: your own, or none)");
        assertThat(as(Role.VIEWER).get(ALL + "/forged-2").status()).isEqualTo(404);
        assertThat(CommandsOnTopic.of(cluster, "forged"))
                .filteredOn(one -> one.getKind() == CommandKind.ROLL_BACK)
                .isEmpty();
    }

    @Test
    void refusalIsARemarkInTheRecordAndHasNoEffect() {
        started("refused");

        Answer answer =
                as(Role.VIEWER).post(ALL + "/refused/commands", Map.of("kind", "ROLL_BACK"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("detail").asText())
                .isEqualTo("ROLL_BACK needs a role (expected: operator or incident-commander)");
        Await.until(
                "the remark is a decision",
                LIMIT,
                () -> as(Role.VIEWER).get(ALL + "/refused").json().path("sequence").asInt() >= 2);
        assertThat(as(Role.VIEWER).get(ALL + "/refused").json().path("phase").asText())
                .doesNotStartWith("roll");
        RolloutCommand trace = CommandsOnTopic.of(cluster, "refused").getLast();
        assertThat(trace.getKind()).isEqualTo(CommandKind.NOTE);
        assertThat(trace.getIssuedBy()).isEqualTo("viewer");
        assertThat(trace.getRoles()).containsExactly("viewer");
        assertThat(trace.getSubject()).isEqualTo("refused:ROLL_BACK");
        assertThat(trace.getReason()).startsWith("refused: ROLL_BACK needs a role");
    }

    @Test
    void whoIsRefusedOverAndOverFillsNoRecord() {
        started("noisy");

        for (int i = 0; i < 3 * Refusals.MAX_TRACES; i++) {
            assertThat(
                            as(Role.AUDITOR)
                                    .post(ALL + "/noisy/commands", Map.of("kind", "HOLD"))
                                    .status())
                    .isEqualTo(403);
        }

        assertThat(CommandsOnTopic.of(cluster, "noisy"))
                .hasSizeBetween(2, 1 + 2 * Refusals.MAX_TRACES);
    }

    @Test
    void commandOfManyBytesIsRefusedWhetherItTellsItsLengthOrNot() {
        String path = ALL + "/any/commands";
        String body = "{\"kind\":\"NOTE\",\"reason\":\"" + "x".repeat(70_000) + "\"}";

        assertThat(as(Role.OPERATOR).post(path, body).status()).isEqualTo(413);
        assertThat(as(Role.OPERATOR).postInChunks(path, body).status()).isEqualTo(413);
        assertThat(as(Role.OPERATOR).postInChunks(path, "{\"kind\":\"NOTE\"}").status())
                .as("a small one in chunks is read")
                .isNotEqualTo(413);
    }

    private static ApiCaller as(Role role) {
        return Objects.requireNonNull(CALLERS.get(role));
    }

    private static void started(String rollout) {
        assertThat(as(Role.OPERATOR).post(ALL, Map.of("id", rollout, "plan", World.PLAN)).status())
                .isEqualTo(202);
        Await.until(
                rollout + " is there",
                LIMIT,
                () -> as(Role.VIEWER).get(ALL + "/" + rollout).status() == 200);
    }
}
