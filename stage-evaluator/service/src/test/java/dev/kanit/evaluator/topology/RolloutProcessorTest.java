package dev.kanit.evaluator.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.run.BuildIdentity;
import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.evaluator.testing.SmallPlan;
import dev.kanit.evaluator.testing.Wire;
import dev.kanit.evaluator.topology.Drive.Piped;
import dev.kanit.ledger.merkle.CompactRange;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ClockTick;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.InputSpan;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RolloutProcessorTest {

    private static final Path APPROVED = Path.of("src/test/resources/topology.txt");
    private static final String ID = "shop-1";

    private static TestCluster cluster;

    private Drive drive;

    @BeforeAll
    static void startRegistry() {
        cluster = TestCluster.start();
        SchemaRegistration.registerAll(cluster.registry());
    }

    @AfterAll
    static void stopRegistry() {
        cluster.close();
    }

    @BeforeEach
    void open() {
        drive = new Drive(cluster.registry());
    }

    @AfterEach
    void close() {
        drive.close();
    }

    @Test
    void startOrdersTheFirstWeight() {
        drive.pipe(TopicCatalogue.COMMANDS, ID, drive.wire().start(ID, SmallPlan.TEXT));

        List<RolloutDecision> decisions = drive.decisions(ID);
        assertThat(decisions)
                .extracting(RolloutDecision::getKind)
                .containsExactly(DecisionKind.STARTED, DecisionKind.STAGE_ENTERED);
        assertThat(decisions.getFirst().getPlan()).isEqualTo(SmallPlan.TEXT);
        assertThat(decisions.getLast().getPlan()).isNull();
        var order = Objects.requireNonNull(decisions.getLast().getOrder());
        assertThat(order.getWeightPercent()).isEqualTo(5);
        assertThat(order.getActionId()).isEqualTo(ID + "/2");
        assertThat(decisions).extracting(RolloutDecision::getSequence).containsExactly(1L, 2L);
    }

    @Test
    void decisionsCarryCloudEventHeadersAndTheRolloutAsKey() {
        drive.started(ID);
        TestRecord<byte[], byte[]> first = drive.decisionRecords(ID).getFirst();
        assertThat(new String(first.key(), UTF_8)).isEqualTo(ID);
        assertThat(Drive.header(first, "ce_id")).isEqualTo(ID + "/1");
        assertThat(Drive.header(first, "ce_type")).isEqualTo("dev.kanit.rollout.decision.v1");
    }

    @Test
    void healthyRolloutPassesItsStages() {
        drive.started(ID).snapshots(ID, 12, 100).apply(ID).snapshots(ID, 12, 100);
        assertThat(drive.decisions(ID))
                .extracting(RolloutDecision::getKind)
                .containsExactly(
                        DecisionKind.STARTED,
                        DecisionKind.STAGE_ENTERED,
                        DecisionKind.STAGE_BEGAN,
                        DecisionKind.STAGE_PASSED,
                        DecisionKind.STAGE_ENTERED,
                        DecisionKind.STAGE_BEGAN,
                        DecisionKind.STAGE_PASSED,
                        DecisionKind.PROMOTED);
    }

    /** Conformance 19. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                TopicCatalogue.SIGNALS,
                TopicCatalogue.COMMANDS,
                TopicCatalogue.CHECKS,
                TopicCatalogue.ACTIONS,
                TopicCatalogue.TICKS
            })
    void poisonGoesToTheDeadLettersAndTheRolloutIsHeld(String topic) {
        drive.started(ID).started("shop-2").snapshots(ID, 2, 100);
        byte[] good = drive.wire().snapshot(ID, drive.now(), 100);
        byte[] unknownSchema = good.clone();
        unknownSchema[2] = 1;
        byte[] wrongRecord =
                topic.equals(TopicCatalogue.SIGNALS)
                        ? drive.wire().start(ID, SmallPlan.TEXT)
                        : good;
        List<byte[]> poison =
                List.of(
                        new byte[0],
                        "hello".getBytes(UTF_8),
                        Arrays.copyOf(good, good.length - 3),
                        unknownSchema,
                        wrongRecord,
                        new byte[10 << 20]);
        for (byte[] value : poison) {
            RecordHeaders headers = new RecordHeaders();
            headers.add("trace", "abc".getBytes(UTF_8));
            drive.pipe(topic, ID, value, headers);
        }

        List<TestRecord<byte[], byte[]>> dead = drive.read(TopicCatalogue.DEAD_LETTERS);
        assertThat(dead).extracting(TestRecord::value).containsExactlyElementsOf(poison);
        for (TestRecord<byte[], byte[]> letter : dead) {
            assertThat(Drive.header(letter, "trace")).isEqualTo("abc");
            assertThat(Drive.header(letter, "kanit.dead-letter.topic")).isEqualTo(topic);
            assertThat(Drive.header(letter, "kanit.dead-letter.reason")).isNotEmpty();
        }
        assertThat(dead)
                .extracting(letter -> Drive.header(letter, "kanit.dead-letter.reason"))
                .contains("EMPTY", "WRONG_MAGIC", "UNKNOWN_SCHEMA_ID", "TOO_LARGE");
        assertThat(kinds(ID)).containsOnlyOnce(DecisionKind.HELD);
        assertThat(drive.decisions(ID).getLast().getReasons()).containsExactly("UNREADABLE_INPUT");
        assertThat(kinds("shop-2")).doesNotContain(DecisionKind.HELD);

        drive.snapshots(ID, 6, 100);

        assertThat(kinds(ID)).as("the rest flows on").endsWith(DecisionKind.RELEASED);
    }

    @Test
    void recordOfARolloutThatWasNeverStartedIsADeadLetter() {
        drive.pipe(TopicCatalogue.SIGNALS, ID, drive.wire().snapshot(ID, drive.now(), 100));
        drive.pipe(
                TopicCatalogue.COMMANDS, ID, drive.wire().command(ID, CommandKind.HOLD, "a", null));
        assertThat(drive.read(TopicCatalogue.DEAD_LETTERS))
                .extracting(letter -> Drive.header(letter, "kanit.dead-letter.reason"))
                .containsExactly("UNKNOWN_ROLLOUT", "UNKNOWN_ROLLOUT");
        assertThat(drive.decisions(ID)).isEmpty();
    }

    @Test
    void recordUnderAnotherRolloutsKeyIsNotObeyed() {
        drive.started(ID).started("shop-2").snapshots(ID, 1, 100);
        drive.pipe(
                TopicCatalogue.COMMANDS,
                ID,
                drive.wire().command("shop-2", CommandKind.ROLL_BACK, "a", null));
        assertThat(kinds(ID)).doesNotContain(DecisionKind.ROLLBACK_ORDERED);
        assertThat(drive.read(TopicCatalogue.DEAD_LETTERS))
                .singleElement()
                .satisfies(
                        letter ->
                                assertThat(Drive.header(letter, "kanit.dead-letter.detail"))
                                        .contains("rolloutId: shop-2"));
    }

    @Test
    void startUnderAnotherRolloutsKeyStartsNothing() {
        drive.pipe(TopicCatalogue.COMMANDS, ID, drive.wire().start("shop-2", SmallPlan.TEXT));
        assertThat(drive.read(TopicCatalogue.DEAD_LETTERS)).hasSize(1);
        assertThat(drive.read(TopicCatalogue.DECISIONS)).isEmpty();
    }

    @Test
    void planThatIsNotSoundIsRefusedWithItsLine() {
        String wrong = SmallPlan.TEXT.replace("latency > 400ms", "latencia > 400ms");
        drive.pipe(TopicCatalogue.COMMANDS, ID, drive.wire().start(ID, wrong));
        TestRecord<byte[], byte[]> letter = drive.read(TopicCatalogue.DEAD_LETTERS).getFirst();
        assertThat(Drive.header(letter, "kanit.dead-letter.reason")).isEqualTo("INVALID_PLAN");
        assertThat(Drive.header(letter, "kanit.dead-letter.detail"))
                .startsWith("plan:15:")
                .contains("unknown signal 'latencia'");
        assertThat(drive.decisions(ID)).isEmpty();
    }

    @Test
    void valueThatIsMissingIsADeadLetter() {
        drive.pipe(TopicCatalogue.SIGNALS, ID, null);
        assertThat(drive.read(TopicCatalogue.DEAD_LETTERS))
                .extracting(letter -> Drive.header(letter, "kanit.dead-letter.reason"))
                .containsExactly("EMPTY");
    }

    @Test
    void eachDecisionNamesTheDigestOfTheOneBefore() {
        drive.started(ID).snapshots(ID, 12, 100).apply(ID).snapshots(ID, 6, 450);
        byte[] previous = {};
        List<TestRecord<byte[], byte[]>> records = drive.decisionRecords(ID);
        assertThat(records).hasSizeGreaterThan(6);
        for (TestRecord<byte[], byte[]> record : records) {
            RolloutDecision decision = drive.wire().decision(record.value());
            byte[] named = new byte[decision.getPreviousDigest().remaining()];
            decision.getPreviousDigest().duplicate().get(named);
            assertThat(named).as(decision.getDecisionId()).isEqualTo(previous);
            previous = Wire.digest(record.value());
        }
    }

    @Test
    void everythingSaidOfARolloutIsOneUnbrokenChain() {
        drive.started(ID).snapshots(ID, 12, 100).apply(ID).snapshots(ID, 12, 450);
        List<TestRecord<byte[], byte[]>> said = new ArrayList<>(drive.decisionRecords(ID));
        said.addAll(drive.read(TopicCatalogue.ALERTS));
        said.addAll(drive.read(TopicCatalogue.TICKS));
        said.sort(
                Comparator.comparingLong(one -> Long.parseLong(Drive.header(one, "ce_sequence"))));
        String previous = "";
        for (int index = 0; index < said.size(); index++) {
            TestRecord<byte[], byte[]> one = said.get(index);
            assertThat(Drive.header(one, "ce_sequence")).isEqualTo(Integer.toString(index + 1));
            assertThat(Drive.header(one, "ce_previous")).isEqualTo(previous);
            previous =
                    HexFormat.of()
                            .formatHex(Wire.payloadDigest(one.key(), one.value(), one.headers()));
        }
        assertThat(said).hasSizeGreaterThan(8);
    }

    @Test
    void theClosingDecisionCountsEveryRecordOfTheRollout() {
        drive.started(ID).snapshots(ID, 12, 100).apply(ID).snapshots(ID, 12, 450).apply(ID);
        RolloutDecision last = drive.decisions(ID).getLast();
        assertThat(last.getKind()).isEqualTo(DecisionKind.ROLLED_BACK);
        Map<String, Long> counts = new TreeMap<>();
        last.getClosing().forEach(one -> counts.put(one.getTopic(), one.getCount()));
        Map<String, Long> expected = new TreeMap<>();
        drive.piped().forEach(one -> expected.merge(one.topic(), 1L, Long::sum));
        expected.put(TopicCatalogue.CHECKS, 0L);
        expected.put(TopicCatalogue.TICKS, 0L);
        expected.put(TopicCatalogue.DECISIONS, (long) drive.decisions(ID).size());
        expected.put(TopicCatalogue.ALERTS, (long) drive.read(TopicCatalogue.ALERTS).size());
        assertThat(counts).isEqualTo(expected);
        assertThat(drive.decisions(ID).subList(0, drive.decisions(ID).size() - 1))
                .allMatch(one -> one.getClosing() == null);
    }

    /** What an auditor does: build each span's tree again. */
    @Test
    void inputSpansCoverEveryInputOnceAndTheirRootsCanBeRecomputed() {
        drive.started(ID).started("shop-2");
        for (int second = 0; second < 30; second++) {
            drive.pass(Duration.ofSeconds(1)).snapshot("shop-2", 100);
            drive.snapshot(ID, second > 20 ? 450 : 100);
        }
        List<Piped> unclaimed = new ArrayList<>(drive.piped());
        unclaimed.removeIf(one -> !one.key().equals(ID));
        for (RolloutDecision decision : drive.decisions(ID)) {
            for (InputSpan span : decision.getInputs()) {
                CompactRange leaves = CompactRange.empty(new MerkleHasher());
                for (int count = 0; count < span.getCount(); count++) {
                    Piped record = unclaimed.removeFirst();
                    assertThat(record.topic()).isEqualTo(span.getTopic());
                    assertThat(record.offset())
                            .isBetween(span.getFirstOffset(), span.getLastOffset());
                    leaves.append(record.leafHash());
                }
                byte[] named = new byte[span.getMerkleRoot().remaining()];
                span.getMerkleRoot().duplicate().get(named);
                assertThat(named).as(decision.getDecisionId()).isEqualTo(leaves.root());
            }
        }
        assertThat(kinds(ID)).endsWith(DecisionKind.ROLLBACK_ORDERED);
        assertThat(unclaimed).as("after the rollback").hasSizeLessThan(10);
    }

    @Test
    void tickIsAppendedOnlyWhenADeadlinePassesWithoutInput() {
        drive.started(ID).snapshots(ID, 30, 100);
        assertThat(drive.read(TopicCatalogue.TICKS)).as("while snapshots come").isEmpty();

        drive.pass(Duration.ofSeconds(9));
        assertThat(drive.read(TopicCatalogue.TICKS)).as("before the deadline").isEmpty();
        drive.pass(Duration.ofSeconds(2)).pass(Duration.ofSeconds(20));

        List<TestRecord<byte[], byte[]>> ticks = drive.read(TopicCatalogue.TICKS);
        assertThat(ticks).hasSize(1);
        ClockTick tick = drive.wire().tick(ticks.getFirst().value());
        assertThat(tick.getAt()).isAfterOrEqualTo(tick.getDeadline());
        assertThat(drive.decisions(ID).getLast().getKind()).isEqualTo(DecisionKind.HELD);
        assertThat(drive.decisions(ID).getLast().getReasons()).containsExactly("COLLECTOR_SILENT");
        assertThat(drive.decisions(ID).getLast().getInputs())
                .extracting(InputSpan::getTopic)
                .as("the tick is an input too")
                .endsWith(TopicCatalogue.TICKS);
    }

    /** Remarks are no evidence: deadlines pass under them. */
    @Test
    void remarksOfPeopleDoNotPutADeadlineOff() {
        drive.started(ID).snapshots(ID, 3, 100);
        for (int second = 0; second < 20; second++) {
            drive.pass(Duration.ofSeconds(1));
            drive.pipe(
                    TopicCatalogue.COMMANDS,
                    ID,
                    drive.wire().command(ID, CommandKind.NOTE, "can", null));
        }
        assertThat(kinds(ID)).contains(DecisionKind.HELD);
    }

    /** Conformance 27, the evaluator's part. */
    @Test
    void onCallHearsOfHoldRollbackAndRecovery() {
        drive.started(ID).snapshots(ID, 3, 100).pass(Duration.ofSeconds(15));
        drive.snapshots(ID, 6, 100).snapshots(ID, 6, 450).apply(ID);
        assertThat(drive.read(TopicCatalogue.ALERTS))
                .extracting(record -> drive.wire().alert(record.value()))
                .extracting(alert -> alert.getDedupKey() + " " + alert.getResolved())
                .containsExactly(
                        ID + "/hold false",
                        ID + "/hold true",
                        ID + "/recommendation false",
                        ID + "/rollback false",
                        ID + "/recommendation true",
                        ID + "/rollback true");
    }

    @Test
    void drillDecidesNothingAndIsNoDeadLetter() {
        drive.started(ID);
        int before = drive.decisions(ID).size();
        drive.pipe(TopicCatalogue.ACTIONS, "drill-1", drive.wire().rehearsed("drill-1"));
        drive.pipe(TopicCatalogue.ACTIONS, ID, drive.wire().rehearsed(ID));
        assertThat(drive.decisions(ID)).hasSize(before);
        assertThat(drive.read(TopicCatalogue.DEAD_LETTERS)).isEmpty();
    }

    @Test
    void topologyIsTheOneUnderReview() throws IOException {
        String described =
                EvaluatorTopology.build(
                                new StreamsConfig(Drive.properties()),
                                cluster.registry(),
                                new BuildIdentity("test", "core"))
                        .describe()
                        .toString();
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(APPROVED.getParent());
            Files.writeString(APPROVED, described);
        }
        assertThat(described).isEqualToNormalizingNewlines(Files.readString(APPROVED));
    }

    private List<DecisionKind> kinds(String rollout) {
        return drive.decisions(rollout).stream().map(RolloutDecision::getKind).toList();
    }
}
