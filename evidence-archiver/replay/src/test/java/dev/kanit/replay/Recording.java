package dev.kanit.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.codec.run.BuildIdentity;
import dev.kanit.codec.run.Codecs;
import dev.kanit.codec.run.InputRecord;
import dev.kanit.codec.run.OutputRecord;
import dev.kanit.codec.run.RolloutRun;
import dev.kanit.codec.run.RolloutRunner;
import dev.kanit.decision.rollout.Roles;
import dev.kanit.decision.rule.Rulebook;
import dev.kanit.ledger.leaf.LeafWriter;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.replay.RecordedRollout.TopicRecords;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.SchemaText;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.SignalSnapshot;
import dev.kanit.wire.StepOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Runs a rollout as the evaluator does, on topics that it shares with another one, and records. */
public final class Recording {

    public static final String ID = "shop-1";

    public static final String PLAN =
            """
            plan: shop-1
            hypothesis: the new version is as fast as the old one
            service: shop
            from: v1
            to: v2
            actuator:
              http: {url: "http://localhost:1/route"}
            source:
              prometheus: {url: "http://localhost:1", every: 1s}
            signals:
              latency:
                unit: ms
                query: latency{track="$track"}
                pass: <= 200ms
            stages:
              - {weight: 10%, bake: 10s}
              - {weight: 100%, bake: 10s}
            triggers:
              slow:
                when: [latency > 400ms]
                for: 3s
                then: rollback
            decide:
              overThreshold: {ask: incident-commander, answerWithin: 5m, otherwise: rollback}
              worseningTrend: {hold: 15m, atMost: 2, otherwise: rollback}
              missing: {holdAfter: 2m, rollbackAfter: 10m}
            """;

    private static final long START = 1_700_000_000_000L;

    private final Map<Integer, Schema> schemas = schemas();
    private final Codecs codecs = Codecs.offline(schemas);
    private final RolloutRunner runner =
            new RolloutRunner(codecs, () -> new BuildIdentity("1.2.3", "feed"));
    private final LeafWriter leaves = new LeafWriter();
    private final MerkleHasher hasher = new MerkleHasher();
    private final Map<String, List<Entry.Kept>> topics = new HashMap<>();
    private final Map<String, Long> offsets = new HashMap<>();
    private @Nullable RolloutRun run;
    private final String plan;
    private long now = START;

    private Recording(String plan) {
        this.plan = plan;
    }

    public static Recording started() {
        return startedBy(PLAN);
    }

    public static Recording startedBy(String plan) {
        Recording recording = new Recording(plan);
        recording.start();
        return recording.orderCarriedOut();
    }

    /** One snapshot a second. */
    public Recording seconds(int count, double latency) {
        for (int second = 0; second < count; second++) {
            now += 1000;
            // The other rollout's records lie between ours and are none of our business.
            offsets.merge(TopicCatalogue.SIGNALS, 1L, Long::sum);
            consume(TopicCatalogue.SIGNALS, snapshot(latency));
        }
        return this;
    }

    public Recording orderCarriedOut() {
        RolloutDecision ordered =
                decisions().stream()
                        .filter(one -> one.getOrder() != null)
                        .reduce((_, last) -> last)
                        .orElseThrow();
        consume(
                TopicCatalogue.ACTIONS,
                codecs.actions()
                        .encode(
                                ActionOutcome.newBuilder()
                                        .setRolloutId(ID)
                                        .setActionId(ordered.getDecisionId())
                                        .setGeneration(ordered.getGeneration())
                                        .setKind(ordered.getOrder().getKind())
                                        .setStep("step")
                                        .setStepNumber(1)
                                        .setStepCount(1)
                                        .setOutcome(StepOutcome.APPLIED)
                                        .setFinished(true)
                                        .setStartedAt(Instant.ofEpochMilli(now))
                                        .setDurationMicros(1)
                                        .setExecutor("test")
                                        .build()));
        return this;
    }

    /** The second stage goes wrong, and the rollback is carried out. */
    public Recording rolledBack() {
        return seconds(15, 100).orderCarriedOut().seconds(5, 450).orderCarriedOut();
    }

    public Recording tick(int seconds) {
        now += seconds * 1000L;
        OutputRecord tick = runner.tick(running(), now, now);
        consume(TopicCatalogue.TICKS, tick.value());
        return this;
    }

    public Recording garbage() {
        consume(TopicCatalogue.SIGNALS, new byte[] {0, 0, 0, 0, 99, 1});
        return this;
    }

    List<RolloutDecision> decisions() {
        return topics.getOrDefault(TopicCatalogue.DECISIONS, List.of()).stream()
                .map(one -> codecs.decisions().decode(one.value().orElseThrow().toArray()))
                .toList();
    }

    /** A topic's records, to be tampered with. */
    List<Entry.Kept> topic(String topic) {
        return topics.computeIfAbsent(topic, _ -> new ArrayList<>());
    }

    Codecs codecs() {
        return codecs;
    }

    public RecordedRollout rollout() {
        Map<String, TopicRecords> records = new HashMap<>();
        topics.forEach((topic, kept) -> records.put(topic, new TopicRecords(3, kept)));
        return new RecordedRollout(ID, records, schemas);
    }

    private void start() {
        RolloutCommand command =
                RolloutCommand.newBuilder()
                        .setRoles(List.of(Roles.INSTALLATION))
                        .setRolloutId(ID)
                        .setCommandId("start")
                        .setIssuedAt(Instant.ofEpochMilli(now))
                        .setIssuedBy("ayse")
                        .setKind(CommandKind.START)
                        .setPlan(plan)
                        .build();
        InputRecord record = keep(TopicCatalogue.COMMANDS, codecs.commands().encode(command));
        if (PlanReader.read(plan) instanceof PlanReading.Accepted(PlanFile file)) {
            Rulebook rules = new Rulebook(file.plan());
            run = runner.start(ID, plan, rules, command, record, this::said);
        } else {
            throw new AssertionError(PlanReader.read(plan));
        }
    }

    private void consume(String topic, byte[] value) {
        InputRecord record = keep(topic, value);
        try {
            runner.accept(running(), record, this::said);
        } catch (dev.kanit.schemas.MalformedRecordException _) {
            runner.unreadable(running(), record, this::said);
        }
    }

    private RolloutRun running() {
        RolloutRun known = run;
        if (known == null) {
            throw new AssertionError("not started");
        }
        return known;
    }

    private InputRecord keep(String topic, byte[] value) {
        Entry.Kept kept = append(topic, value, List.of());
        return new InputRecord(
                topic, 3, kept.offset(), now, value, hasher.leaf(leaves.write(kept)));
    }

    private void said(OutputRecord one) {
        if (!one.topic().equals(TopicCatalogue.TICKS)) {
            List<Entry.Header> headers = new ArrayList<>();
            one.event()
                    .forEach(
                            (name, value) ->
                                    headers.add(new Entry.Header(name, Entry.Bytes.of(value))));
            append(one.topic(), one.value(), headers);
        }
    }

    private Entry.Kept append(String topic, byte[] value, List<Entry.Header> headers) {
        long offset = offsets.merge(topic, 1L, Long::sum) - 1;
        Entry.Kept kept =
                new Entry.Kept(
                        offset,
                        now,
                        Entry.Bytes.of(ID.getBytes(UTF_8)),
                        Entry.Bytes.of(value),
                        headers);
        topics.computeIfAbsent(topic, _ -> new ArrayList<>()).add(kept);
        return kept;
    }

    private byte[] snapshot(double latency) {
        return codecs.snapshots()
                .encode(
                        SignalSnapshot.newBuilder()
                                .setRolloutId(ID)
                                .setProducer("test")
                                .setSequence(1)
                                .setTakenAt(Instant.ofEpochMilli(now))
                                .setReadings(
                                        List.of(
                                                SignalReading.newBuilder()
                                                        .setSignal("latency")
                                                        .setCanary(latency)
                                                        .setBaseline(100.0)
                                                        .build()))
                                .build());
    }

    private static Map<Integer, Schema> schemas() {
        Map<Integer, Schema> schemas = new HashMap<>();
        int id = 1;
        for (Class<? extends SpecificRecord> type : TopicCatalogue.recordClasses()) {
            // As a registry gives it back, without what only Java's reader knows.
            String text = SchemaText.of(SchemaRegistration.schemaOf(type));
            schemas.put(id++, new Schema.Parser().parse(text));
        }
        return schemas;
    }
}
