package dev.kanit.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.evaluator.testing.ApiCaller;
import dev.kanit.evaluator.testing.ApiCaller.Answer;
import dev.kanit.evaluator.testing.ApiInstance;
import dev.kanit.evaluator.testing.Await;
import dev.kanit.evaluator.testing.World;
import dev.kanit.schemas.RecordSerde;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutCommand;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RolloutApiTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ALL = "/v1/rollouts";

    @TempDir private static Path directory;

    private static TestCluster cluster;
    private static World world;
    private static ApiInstance instance;
    private static ApiCaller caller;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = TestCluster.start();
        world = new World(cluster.bootstrapServers(), cluster.registryUri());
        Path token = directory.resolve("token");
        instance = ApiInstance.start(cluster, directory.resolve("state"), token);
        caller = new ApiCaller(instance.uri(), ApiToken.in(token).asHeader());
        assertThat(instance.evaluator().awaitRunning(LIMIT)).isTrue();
    }

    @AfterAll
    static void stop() {
        caller.close();
        instance.close();
        world.close();
        cluster.close();
    }

    @Test
    void startedRolloutShowsUp() {
        Answer answer = caller.start("shows-up", World.PLAN);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("rolloutId").asText()).isEqualTo("shows-up");
        assertThat(answer.json().path("commandId").asText()).isNotBlank();
        awaitRollout("shows-up");
        JsonNode one = caller.get(ALL + "/shows-up").json();
        assertThat(one.path("planName").asText()).isEqualTo("fast");
        assertThat(one.path("planDigest").asText()).matches("[0-9a-f]{64}");
        assertThat(one.path("stageNumber").asInt()).isEqualTo(1);
        assertThat(one.path("weightPercent").asDouble()).isEqualTo(1.0);
        assertThat(one.path("bakeMillis").asLong()).isEqualTo(2_000);
        assertThat(one.path("commander").isNull()).isTrue();
        assertThat(one.path("signals")).hasSize(1);
        assertThat(one.path("owner").asText()).isEqualTo(instance.address());
        assertThat(one.has("closed")).isFalse();
        assertThat(ids(caller.get(ALL).json())).contains("shows-up");
    }

    @Test
    void idIsUsedOnce() {
        started("twice");

        Answer again = caller.start("twice", World.PLAN);

        requireProblem(again, 409);
        assertThat(again.json().path("detail").asText())
                .isEqualTo("rollout twice exists (expected: a new id)");
        assertThat(commandsOf("twice")).hasSize(1);
    }

    @Test
    void planWithErrorsIsRefusedWithTheirPlaces() {
        Answer answer = caller.start("bad-plan", World.PLAN.replace("weight: 25%", "weight: 250%"));

        requireProblem(answer, 422);
        assertThat(answer.json().path("errors"))
                .isNotEmpty()
                .allSatisfy(
                        error -> {
                            assertThat(error.path("line").asInt()).isEqualTo(13);
                            assertThat(error.path("column").asInt()).isPositive();
                            assertThat(error.path("message").asText()).isNotBlank();
                            assertThat(error.path("expected").asText()).isNotBlank();
                        });
        requireProblem(caller.get(ALL + "/bad-plan"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "a b", "-dash", "ğ"})
    void idThatIsNoNameIsRefused(String id) {
        requireProblem(caller.start(id, World.PLAN), 422);
    }

    static Stream<Arguments> misunderstood() {
        String fields =
                "\"id\":\"odd\",\"plan\":\""
                        + World.PLAN.replace("\"", "\\\"").replace("\n", "\\n")
                        + "\"";
        return Stream.of(
                Arguments.of("{", "no valid JSON"),
                Arguments.of("{} {}", "no valid JSON"),
                Arguments.of("", "Required Body"),
                Arguments.of("[]", "the body is no object"),
                Arguments.of("{" + fields + "}", "'by' is missing"),
                Arguments.of("{" + fields + ",\"by\":\" \"}", "'by' is missing"),
                Arguments.of("{" + fields + ",\"by\":7}", "'by' is no text"),
                Arguments.of("{" + fields + ",\"by\":\"a\",\"force\":true}", "unknown field"),
                Arguments.of("{\"id\":" + "[".repeat(20) + "]".repeat(20) + "}", "no valid JSON"),
                Arguments.of("{\"id\":\"" + "i".repeat(201) + "\"}", "'id' of 201 characters"));
    }

    @ParameterizedTest
    @MethodSource("misunderstood")
    void bodyThatCannotBeUnderstoodIsRefused(String body, String detail) {
        Answer answer = caller.post(ALL, body);

        requireProblem(answer, 400);
        assertThat(answer.json().path("detail").asText()).contains(detail);
    }

    @Test
    void starterMustHaveAShortName() {
        Answer unnamed = caller.post(ALL, Map.of("id", "nameless", "plan", World.PLAN));
        Answer rambling =
                caller.post(
                        ALL, Map.of("id", "nameless", "plan", World.PLAN, "by", "a".repeat(201)));
        Answer huge =
                caller.post(
                        ALL, Map.of("id", "nameless", "plan", "#".repeat(1_048_577), "by", "a"));

        requireProblem(unnamed, 400);
        requireProblem(rambling, 400);
        requireProblem(huge, 400);
        requireProblem(caller.get(ALL + "/nameless"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, ALL + "/any", ALL + "/any/events"})
    void withoutTheTokenThereIsNothing(String path) {
        Answer silent = caller.send(caller.anonymously(path).GET());
        Answer wrong =
                caller.send(
                        caller.anonymously(path)
                                .header("Authorization", "Bearer " + "0".repeat(64))
                                .GET());

        assertThat(List.of(silent, wrong))
                .allSatisfy(
                        answer -> {
                            requireProblem(answer, 401);
                            assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
                        });
    }

    @Test
    void commandWithoutTheTokenIsNotWritten() {
        started("guarded");

        Answer answer =
                caller.send(
                        caller.anonymously(ALL + "/guarded/commands")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"kind\":\"ROLL_BACK\",\"by\":\"mallory\"}")));

        requireProblem(answer, 401);
        assertThat(commandsOf("guarded")).hasSize(1);
    }

    @Test
    void rolloutThatNobodyStartedIsNotFound() {
        requireProblem(caller.get(ALL + "/nobody"), 404);
        requireProblem(caller.get(ALL + "/nobody/events"), 404);
        requireProblem(
                caller.post(ALL + "/nobody/commands", Map.of("kind", "HOLD", "by", "ayse")), 404);
        assertThat(commandsOf("nobody")).isEmpty();
    }

    @Test
    void whatTheFrameworkRefusesIsAProblemDocumentToo() {
        requireProblem(caller.send(caller.to(ALL).DELETE()), 405);
        requireProblem(
                caller.send(caller.to(ALL + "/any").method("PATCH", BodyPublishers.noBody())), 405);
        requireProblem(caller.get(ALL + "/any/commands"), 405);
        requireProblem(
                caller.send(
                        caller.to(ALL)
                                .header("Content-Type", "text/yaml")
                                .POST(BodyPublishers.ofString(World.PLAN))),
                415);
        requireProblem(caller.get("/v1/elsewhere"), 404);
        requireProblem(caller.post(ALL, " ".repeat(4 << 20)), 413);
        requireProblem(
                caller.send(caller.to(ALL + "/any/events").header("Last-Event-ID", "x").GET()),
                400);
    }

    @Test
    void commandsReachTheLogAndTakeEffect() {
        started("steered");
        world.measure("steered");

        command("steered", "TAKE_COMMAND", "ayse", "I have it");
        command("steered", "HOLD", "ayse", "graph looks odd");

        awaitView("steered", view -> view.path("phase").asText().equals("held"));
        JsonNode view = caller.get(ALL + "/steered").json();
        assertThat(view.path("commander").asText()).isEqualTo("ayse");
        assertThat(view.path("reasons")).isNotEmpty();
        assertThat(commandsOf("steered"))
                .extracting(one -> one.getKind(), one -> one.getIssuedBy(), one -> one.getReason())
                .containsExactly(
                        tuple(CommandKind.START, "ayse", ""),
                        tuple(CommandKind.TAKE_COMMAND, "ayse", "I have it"),
                        tuple(CommandKind.HOLD, "ayse", "graph looks odd"));
        world.measureNoMore("steered");
    }

    @Test
    void overrideReachesTheLogWithItsSubjectAndItsEnd() {
        started("overridden");
        String path = ALL + "/overridden/commands";
        Instant ends = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> override =
                Map.of(
                        "kind", "OVERRIDE",
                        "by", "ayse",
                        "reason", "known cause",
                        "subject", "command",
                        "planDigest", "00ff",
                        "expiresAt", ends.toString());

        assertThat(caller.post(path, override).status()).isEqualTo(202);

        assertThat(commandsOf("overridden").getLast())
                .satisfies(
                        command -> {
                            assertThat(command.getKind()).isEqualTo(CommandKind.OVERRIDE);
                            assertThat(command.getSubject()).isEqualTo("command");
                            assertThat(command.getPlanDigest()).isEqualTo("00ff");
                            assertThat(command.getExpiresAt()).isEqualTo(ends);
                            assertThat(command.getRoles()).containsExactly("installation");
                        });
        requireProblem(
                caller.post(
                        path, Map.of("kind", "OVERRIDE", "by", "ayse", "expiresAt", "tomorrow")),
                400);
    }

    @Test
    void senderMayChooseTheCommandsId() {
        started("named-command");

        Answer answer =
                caller.post(
                        ALL + "/named-command/commands",
                        Map.of("kind", "NOTE", "by", "ayse", "commandId", "ci-4711"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("commandId").asText()).isEqualTo("ci-4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"START", "PANIC", "hold"})
    void commandOfNoKnownKindIsRefused(String kind) {
        started("kinds-" + kind);

        requireProblem(
                caller.post(
                        ALL + "/kinds-" + kind + "/commands", Map.of("kind", kind, "by", "ayse")),
                400);
    }

    @Test
    void eventsComeInOrderAndEndWithTheRollout() {
        started("story");
        command("story", "ROLL_BACK", "ayse", "enough");
        awaitView("story", view -> view.path("phase").asText().equals("rolled-back"));

        List<Event> all = events("story", "0");
        List<Event> rest = events("story", "1");

        assertThat(all).extracting(Event::id).isEqualTo(denseTo(all.size()));
        assertThat(all.getFirst().kind()).isEqualTo("STARTED");
        assertThat(all.getLast().kind()).isEqualTo("ROLLED_BACK");
        assertThat(all)
                .allSatisfy(
                        one ->
                                assertThat(one.data())
                                        .contains("\"rolloutId\"", "story/" + one.id()));
        assertThat(rest).isEqualTo(all.subList(1, all.size()));
        Answer nothingNew = stream("story", String.valueOf(all.size()));
        assertThat(nothingNew.status()).isEqualTo(204);
        assertThat(nothingNew.text()).isEmpty();
    }

    @Test
    void whoWatchesFromTheStartSeesTheEndToo() throws InterruptedException {
        started("live");
        List<Event> seen = new ArrayList<>();
        Thread watcher = Thread.ofVirtual().start(() -> seen.addAll(events("live", "0")));

        command("live", "ROLL_BACK", "ayse", "enough");

        assertThat(watcher.join(LIMIT)).isTrue();
        assertThat(seen).extracting(Event::id).isEqualTo(denseTo(seen.size()));
        assertThat(seen.getLast().kind()).isEqualTo("ROLLED_BACK");
    }

    /** A command after the end is answered with a decision; who resumes then must not hang. */
    @Test
    void streamThatResumesBehindTheEndEndsToo() {
        started("epilogue");
        command("epilogue", "ROLL_BACK", "ayse", "enough");
        awaitView("epilogue", view -> view.path("phase").asText().equals("rolled-back"));
        int end = events("epilogue", "0").size();
        command("epilogue", "RESUME", "ayse", "too late");
        awaitView("epilogue", view -> view.path("sequence").asInt() > end);

        List<Event> rest = events("epilogue", String.valueOf(end));

        assertThat(rest).extracting(Event::kind).containsExactly("REJECTED");
    }

    private record Event(long id, String kind, String data) {}

    private static void started(String rollout) {
        assertThat(caller.start(rollout, World.PLAN).status()).isEqualTo(202);
        awaitRollout(rollout);
    }

    private static void awaitRollout(String rollout) {
        Await.until(
                rollout + " is there",
                LIMIT,
                () -> caller.get(ALL + "/" + rollout).status() == 200);
    }

    private static void awaitView(String rollout, java.util.function.Predicate<JsonNode> holds) {
        Await.until(
                rollout + " is as wanted",
                LIMIT,
                () -> holds.test(caller.get(ALL + "/" + rollout).json()));
    }

    private static void command(String rollout, String kind, String by, String reason) {
        Answer answer =
                caller.post(
                        ALL + "/" + rollout + "/commands",
                        Map.of("kind", kind, "by", by, "reason", reason));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("rolloutId").asText()).isEqualTo(rollout);
    }

    private static void requireProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("title").asText()).isNotBlank();
        assertThat(answer.json().path("detail").asText()).isNotBlank();
    }

    private static Answer stream(String rollout, String lastEventId) {
        return caller.send(
                caller.to(ALL + "/" + rollout + "/events")
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", lastEventId)
                        .GET());
    }

    /** All events of a stream, once the server has ended it. */
    private static List<Event> events(String rollout, String lastEventId) {
        Answer answer = stream(rollout, lastEventId);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.contentType()).as(answer.toString()).startsWith("text/event-stream");
        return Arrays.stream(answer.text().strip().split("\n\n", -1))
                .map(
                        block ->
                                new Event(
                                        Long.parseLong(field(block, "id")),
                                        field(block, "event"),
                                        field(block, "data")))
                .toList();
    }

    private static String field(String block, String name) {
        return block.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + block));
    }

    private static List<Long> denseTo(int last) {
        return Stream.iterate(1L, id -> id + 1).limit(last).toList();
    }

    private static List<String> ids(JsonNode rollouts) {
        List<String> ids = new ArrayList<>();
        rollouts.forEach(one -> ids.add(one.path("rolloutId").asText()));
        return ids;
    }

    private static List<RolloutCommand> commandsOf(String rollout) {
        List<RolloutCommand> commands = new ArrayList<>();
        try (var serde = RecordSerde.open(RolloutCommand.class, cluster.registry());
                KafkaConsumer<String, RolloutCommand> consumer =
                        new KafkaConsumer<>(
                                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                                new StringDeserializer(),
                                serde.deserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(TopicCatalogue.COMMANDS).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Await.until(
                    "all commands are read",
                    LIMIT,
                    () -> {
                        consumer.poll(Duration.ofMillis(100))
                                .forEach(
                                        one -> {
                                            if (rollout.equals(one.key())) {
                                                commands.add(one.value());
                                            }
                                        });
                        return partitions.stream()
                                .allMatch(
                                        one ->
                                                consumer.position(one)
                                                        >= ends.getOrDefault(one, 0L));
                    });
        }
        return commands;
    }
}
