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
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** People of a users file, one for each role, before the real API. */
final class PeopleApiTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ALL = "/v1/rollouts";

    /** Nobody runs its check, and one person alone may attest. */
    private static final String UNREADY =
            World.PLAN
                    + """
                    checks:
                      preflight:
                        within: 1s
                        run:
                          page: {http: {url: "http://127.0.0.1:1/"}}
                          word: {attestation: {statement: it is signed, by: incident-commander}}
                    """;

    @TempDir private static Path directory;

    private static TestCluster cluster;
    private static World world;
    private static ApiInstance instance;
    private static ApiCaller other;
    private static ApiCaller both;
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
        String two = users.addWithToken("both", Set.of(Role.OPERATOR, Role.APPROVER));
        String another = users.addWithToken("other", Set.of(Role.INCIDENT_COMMANDER));
        instance = ApiInstance.start(cluster, directory.resolve("state"), UsersDoor.of(users));
        tokens.forEach(
                (role, token) ->
                        CALLERS.put(role, new ApiCaller(instance.uri(), "Bearer " + token)));
        both = new ApiCaller(instance.uri(), "Bearer " + two);
        other = new ApiCaller(instance.uri(), "Bearer " + another);
        assertThat(instance.evaluator().awaitRunning(LIMIT)).isTrue();
    }

    @AfterAll
    static void stop() {
        CALLERS.values().forEach(ApiCaller::close);
        other.close();
        both.close();
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
                .singleElement()
                .satisfies(one -> assertThat(one.getRefusal()).startsWith("NOT_PERMITTED: by: "))
                .satisfies(one -> assertThat(one.getIssuedBy()).isEqualTo("operator"));
        assertThat(rejection("forged").getActor()).isEqualTo("operator");
        assertThat(as(Role.VIEWER).get(ALL + "/forged").json().path("phase").asText())
                .doesNotStartWith("roll");
    }

    @Test
    void refusalIsARejectionInTheRecordAndHasNoEffect() {
        started("refused");

        Answer answer =
                as(Role.VIEWER).post(ALL + "/refused/commands", Map.of("kind", "ROLL_BACK"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("detail").asText())
                .isEqualTo("ROLL_BACK needs a role (expected: operator or incident-commander)");
        Await.until(
                "the rejection is a decision",
                LIMIT,
                () -> as(Role.VIEWER).get(ALL + "/refused").json().path("sequence").asInt() >= 2);
        assertThat(as(Role.VIEWER).get(ALL + "/refused").json().path("phase").asText())
                .doesNotStartWith("roll");
        RolloutCommand trace = CommandsOnTopic.of(cluster, "refused").getLast();
        assertThat(trace.getKind()).isEqualTo(CommandKind.ROLL_BACK);
        assertThat(trace.getIssuedBy()).isEqualTo("viewer");
        assertThat(trace.getRoles()).containsExactly("viewer");
        assertThat(trace.getRefusal()).startsWith("NOT_PERMITTED: ROLL_BACK needs a role");
        RolloutDecision decision = rejection("refused");
        assertThat(decision.getActor()).isEqualTo("viewer");
        assertThat(decision.getReasons()).containsExactly("NOT_PERMITTED");
        assertThat(decision.getSummary()).contains("ROLL_BACK refused by the API");
    }

    @Test
    void whoeverMayNotIsRefusedAndRecordedWhateverElseIsWrong() {
        started("garbled");

        Answer answer =
                as(Role.VIEWER)
                        .post(
                                ALL + "/garbled/commands",
                                Map.of("kind", "ROLL_BACK", "expiresAt", "tomorrow"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(rejection("garbled").getActor()).isEqualTo("viewer");
        assertThat(CommandsOnTopic.of(cluster, "garbled").getLast().getReason())
                .startsWith("not understood: expiresAt");
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
    void secondCommanderIsRefusedByTheApiAndInTheRecord() {
        started("second");
        assertThat(command(Role.INCIDENT_COMMANDER, "second", "TAKE_COMMAND").status())
                .isEqualTo(202);
        Await.until(
                "the first is in command",
                LIMIT,
                () -> as(Role.VIEWER).get(ALL + "/second").json().path("commander").isTextual());

        Answer answer = other.post(ALL + "/second/commands", Map.of("kind", "TAKE_COMMAND"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asText())
                .startsWith("COMMAND_HELD: incident-commander is in command");
        assertThat(rejection("second").getActor()).isEqualTo("other");
        assertThat(rejection("second").getReasons()).containsExactly("COMMAND_HELD");
        assertThat(as(Role.VIEWER).get(ALL + "/second").json().path("commander").asText())
                .isEqualTo("incident-commander");
    }

    @ParameterizedTest
    @CsvSource({
        "approver, APPROVE_GO, planDigest, 0123, 409, OTHER_PLAN",
        "incident-commander, OVERRIDE, subject, go, 422, INCOMPLETE_COMMAND",
    })
    void whatNoOtherCommandMakesRightIsRefusedAndRecorded(
            String role, String kind, String field, String value, int status, String reason) {
        String id = "wrong-" + kind.toLowerCase(Locale.ROOT).replace('_', '-');
        started(id);

        Answer answer =
                as(Role.spelled(role).orElseThrow())
                        .post(ALL + "/" + id + "/commands", Map.of("kind", kind, field, value));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("detail").asText()).startsWith(reason + ": ");
        assertThat(rejection(id).getReasons()).containsExactly(reason);
        assertThat(rejection(id).getActor()).isEqualTo(role);
        assertThat(as(Role.VIEWER).get(ALL + "/" + id).json().path("phase").asText())
                .isNotEqualTo("rolling-back");
    }

    @Test
    void whoMayNotApproveOrAttestIsRefusedAndRecordedAndNothingBegins() {
        String path = ALL + "/unready/commands";
        assertThat(both.post(ALL, Map.of("id", "unready", "plan", UNREADY)).status())
                .isEqualTo(202);
        Await.until(
                "NO_GO",
                LIMIT,
                () ->
                        CommandsOnTopic.decisions(cluster, "unready").stream()
                                .anyMatch(one -> one.getKind() == DecisionKind.NO_GO));
        String digest = both.get(ALL + "/unready").json().path("planDigest").asText();

        Answer own = both.post(path, Map.of("kind", "APPROVE_GO", "planDigest", digest));
        Answer late =
                as(Role.APPROVER)
                        .post(
                                path,
                                Map.of(
                                        "kind",
                                        "APPROVE_GO",
                                        "planDigest",
                                        digest,
                                        "expiresAt",
                                        "2026-01-31T12:00:00Z"));
        Answer foreign = as(Role.OPERATOR).post(path, Map.of("kind", "ATTEST", "subject", "word"));

        assertThat(own.status()).isEqualTo(403);
        assertThat(own.json().path("detail").asText()).startsWith("SELF_APPROVAL: both asked");
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.json().path("detail").asText()).startsWith("EXPIRED: ");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.json().path("detail").asText())
                .isEqualTo(
                        "NOT_PERMITTED: word is attested by incident-commander, not by operator");
        Await.until("three rejections", LIMIT, () -> rejections("unready").size() == 3);
        assertThat(rejections("unready"))
                .extracting(RolloutDecision::getActor, one -> one.getReasons().getFirst())
                .containsExactly(
                        tuple("both", "SELF_APPROVAL"),
                        tuple("approver", "EXPIRED"),
                        tuple("operator", "NOT_PERMITTED"));
        assertThat(both.get(ALL + "/unready").json().path("phase").asText()).isEqualTo("preparing");
    }

    private static List<RolloutDecision> rejections(String rollout) {
        return CommandsOnTopic.decisions(cluster, rollout).stream()
                .filter(one -> one.getKind() == DecisionKind.REJECTED)
                .toList();
    }

    private static Answer command(Role role, String rollout, String kind) {
        return as(role).post(ALL + "/" + rollout + "/commands", Map.of("kind", kind));
    }

    /** The newest rejection among a rollout's decisions; waits for it. */
    private static RolloutDecision rejection(String rollout) {
        Await.until("a rejection of " + rollout, LIMIT, () -> !rejections(rollout).isEmpty());
        return rejections(rollout).getLast();
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
