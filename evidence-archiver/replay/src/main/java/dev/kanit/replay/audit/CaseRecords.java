package dev.kanit.replay.audit;

import dev.kanit.codec.run.Codecs;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.replay.RecordedRollout;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A rollout's records, read. What cannot be read is left out here and counted: the evidence keeps
 * its bytes.
 *
 * @param unreadable how many could not be read
 */
public record CaseRecords(
        String rolloutId,
        List<RolloutCommand> commands,
        List<SignalSnapshot> snapshots,
        List<RolloutDecision> decisions,
        List<ActionOutcome> actions,
        List<RolloutAlert> alerts,
        int unreadable) {

    public CaseRecords {
        commands = List.copyOf(commands);
        snapshots = List.copyOf(snapshots);
        decisions = List.copyOf(decisions);
        actions = List.copyOf(actions);
        alerts = List.copyOf(alerts);
    }

    /** Reads what evidence holds of a rollout. */
    public static CaseRecords of(RecordedRollout rollout) {
        Codecs codecs = Codecs.offline(rollout.schemas());
        int[] unreadable = new int[1];
        return new CaseRecords(
                rollout.rolloutId(),
                read(rollout, TopicCatalogue.COMMANDS, codecs.commands(), unreadable),
                read(rollout, TopicCatalogue.SIGNALS, codecs.snapshots(), unreadable),
                read(rollout, TopicCatalogue.DECISIONS, codecs.decisions(), unreadable),
                read(rollout, TopicCatalogue.ACTIONS, codecs.actions(), unreadable),
                read(rollout, TopicCatalogue.ALERTS, codecs.alerts(), unreadable),
                unreadable[0]);
    }

    private static <T extends SpecificRecord> List<T> read(
            RecordedRollout rollout, String topic, RecordCodec<T> codec, int[] unreadable) {
        List<T> records = new ArrayList<>();
        for (Entry.Kept kept : rollout.of(topic).records()) {
            try {
                records.add(codec.decode(kept.value().map(Entry.Bytes::toArray).orElse(NOTHING)));
            } catch (MalformedRecordException _) {
                unreadable[0]++;
            }
        }
        return records;
    }

    private static final byte[] NOTHING = {};
}
