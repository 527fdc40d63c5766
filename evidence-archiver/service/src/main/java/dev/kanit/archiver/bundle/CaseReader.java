package dev.kanit.archiver.bundle;

import dev.kanit.archiver.document.Source;
import dev.kanit.archiver.report.Column;
import dev.kanit.archiver.report.Placed;
import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.archiver.report.RolloutCase;
import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.decision.plan.Signal;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.replay.RecordedRollout;
import dev.kanit.replay.RecordedRollout.TopicRecords;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.AlertDelivery;
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A rollout's records for its reports, each with its place. What cannot be read is left out: the
 * evidence keeps its bytes.
 */
public final class CaseReader {

    private final RecordedRollout rollout;

    private CaseReader(RecordedRollout rollout) {
        this.rollout = rollout;
    }

    /** Empty when nothing was decided: there is nothing to report. */
    public static Optional<RolloutCase> read(RecordedRollout rollout) {
        return new CaseReader(rollout).read();
    }

    private Optional<RolloutCase> read() {
        List<Placed<RolloutDecision>> decisions =
                records(TopicCatalogue.DECISIONS, RolloutDecision.class);
        if (decisions.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new RolloutCase(
                        rollout.rolloutId(),
                        spec(decisions),
                        records(TopicCatalogue.COMMANDS, RolloutCommand.class),
                        records(TopicCatalogue.CHECKS, CheckResult.class),
                        records(TopicCatalogue.SIGNALS, SignalSnapshot.class),
                        decisions,
                        records(TopicCatalogue.ACTIONS, ActionOutcome.class),
                        records(TopicCatalogue.ALERTS, RolloutAlert.class),
                        records(TopicCatalogue.DELIVERIES, AlertDelivery.class)));
    }

    private <T extends SpecificRecord> List<Placed<T>> records(String topic, Class<T> type) {
        TopicRecords written = rollout.of(topic);
        List<Placed<T>> records = new ArrayList<>();
        if (written.records().isEmpty()) {
            return records;
        }
        RecordCodec<T> codec = RecordCodec.offline(type, rollout.schemas());
        for (Entry.Kept kept : written.records()) {
            try {
                records.add(
                        new Placed<>(
                                codec.decode(
                                        kept.value()
                                                .map(Entry.Bytes::toArray)
                                                .orElseGet(() -> new byte[0])),
                                Source.of(topic, written.partition(), kept.offset())));
            } catch (MalformedRecordException _) {
                // It is a dead letter, and in the bundle with its bytes.
            }
        }
        return records;
    }

    /** As the plan says; by the decisions' own signals when no plan can be read. */
    private static ReportSpec spec(List<Placed<RolloutDecision>> decisions) {
        for (Placed<RolloutDecision> one : decisions) {
            String text = one.record().getPlan();
            if (text != null
                    && PlanReader.read(text) instanceof PlanReading.Accepted(PlanFile plan)) {
                return spec(plan);
            }
        }
        return new ReportSpec(
                decisions.getFirst().record().getPlanName(),
                decisions.stream()
                        .flatMap(one -> one.record().getSignals().stream())
                        .map(look -> new Column(look.getSignal(), look.getSignal(), look.getUnit()))
                        .distinct()
                        .toList());
    }

    private static ReportSpec spec(PlanFile plan) {
        return new ReportSpec(
                plan.plan().to(),
                plan.plan().signals().stream()
                        .filter(Signal::golden)
                        .map(one -> new Column(one.name(), one.label(), one.unit().symbol()))
                        .toList(),
                plan.minute());
    }
}
