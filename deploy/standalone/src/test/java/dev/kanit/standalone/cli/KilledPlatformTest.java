package dev.kanit.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.bundle.BundleContent;
import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.FindingCode;
import dev.kanit.ledger.bundle.Verdict;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.replay.DecisionCheck;
import dev.kanit.replay.RecordedRollout;
import dev.kanit.replay.Replay;
import dev.kanit.replay.ReplayReport;
import dev.kanit.sampletarget.SampleTarget;
import dev.kanit.sampletarget.SampleTargetOptions;
import dev.kanit.sampletarget.Scenario;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.standalone.testing.DecisionsOnTopic;
import dev.kanit.standalone.testing.Pusher;
import dev.kanit.standalone.testing.UpProcess;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kanit up} is killed with SIGKILL while a stage bakes, and started again. */
final class KilledPlatformTest {

    private static final String ROLLOUT = "survivor";
    private static final int STAGES = 3;

    private static final String PLAN =
            """
            plan: survivor
            hypothesis: v2 is no worse than v1
            service: shop
            from: v1
            to: v2
            actuator: {http: {url: "SWITCH"}}
            source: {push: {every: 200ms}}
            signals:
              latency: {unit: ms, query: 'latency{track="$track"}', pass: "<= 200ms"}
            stages:
              - {weight: 5%, bake: 1500ms}
              - {weight: 50%, bake: 3s}
              - {weight: 100%, bake: 1500ms}
            watch: 1s
            decide:
              missing: {holdAfter: 5s, rollbackAfter: 60m}
              providerDown: {holdAfter: 5s, rollbackAfter: 60m}
            """;

    @TempDir private Path directory;

    @Test
    void rolloutGoesOnToItsEndInOneDecisionStreamWhenThePlatformIsKilled() throws Exception {
        Path data = directory.resolve("data");
        try (SampleTarget sample =
                SampleTarget.start(new SampleTargetOptions(Scenario.HEALTHY, 1, 50, "v1", "v2"))) {
            List<RolloutDecision> before;
            try (UpProcess up = UpProcess.start(data)) {
                sendBeforeTheStart(up);
                up.api().start(ROLLOUT, PLAN.replace("SWITCH", sample.routerUri().toString()));
                try (Pusher _ = new Pusher(up.api(), ROLLOUT);
                        DecisionsOnTopic topic = new DecisionsOnTopic(up, ROLLOUT)) {
                    before = topic.awaitKind(DecisionKind.STAGE_BEGAN, 2);
                    up.kill();
                }
            }

            try (UpProcess up = UpProcess.start(data);
                    Pusher _ = new Pusher(up.api(), ROLLOUT);
                    DecisionsOnTopic topic = new DecisionsOnTopic(up, ROLLOUT)) {
                List<RolloutDecision> after = topic.awaitKind(DecisionKind.COMPLETED, 1);

                assertThat(after.subList(0, before.size())).isEqualTo(before);
                topic.requireOneStream();
                assertThat(after)
                        .extracting(RolloutDecision::getKind)
                        .containsOnlyOnce(DecisionKind.STARTED, DecisionKind.PROMOTED)
                        .doesNotContain(DecisionKind.ROLLBACK_ORDERED);
                assertThat(after)
                        .filteredOn(one -> one.getKind() == DecisionKind.STAGE_ENTERED)
                        .hasSize(STAGES);
                assertThat(sample.weightPercent()).isEqualTo(100);
                Path archived = data.resolve("evidence/rollouts/" + ROLLOUT + "/decisions.ndjson");
                up.await(
                        "every decision is archived",
                        () -> Files.exists(archived) && lines(archived) == after.size());
                Path bundle = archived.resolveSibling(ROLLOUT + ".evidence.zip");
                up.await("a bundle", () -> Files.exists(bundle));
                requireEvidence(bundle, data.resolve("trust.policy"), after.size());
            }
        }
    }

    /** Nobody can take these for a rollout's: two are refused, one has no value. */
    private static void sendBeforeTheStart(UpProcess up) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", up.told("kafka")),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            byte[] key = ROLLOUT.getBytes(UTF_8);
            for (byte[] value : Arrays.asList(new byte[] {9}, null, new byte[] {7})) {
                RecordMetadata _ =
                        producer.send(new ProducerRecord<>(TopicCatalogue.SIGNALS, key, value))
                                .get();
            }
        }
    }

    private static void requireEvidence(Path bundle, Path policy, int decisions) throws Exception {
        Verification verification =
                BundleVerifier.verify(
                        bundle, Optional.of(TrustPolicy.parse(Files.readAllBytes(policy))));
        assertThat(verification.verdict()).isEqualTo(Verdict.VALID_WITH_LIMITS);
        assertThat(verification.findings())
                .filteredOn(finding -> finding.code() == FindingCode.OUTSIDE)
                .singleElement()
                .asString()
                .contains("3 records carry the rollout's id and were no part of it");
        BundleContent content = verification.content().orElseThrow();
        RecordedRollout rollout = RecordedRollout.of(ROLLOUT, content);
        assertThat(DecisionCheck.of(rollout, content.plan(), true)).isEmpty();
        ReplayReport report = Replay.of(rollout);
        assertThat(report.changedDecisions()).isEmpty();
        assertThat(report.match()).isEqualTo(decisions);
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
