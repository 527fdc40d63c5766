package dev.kanit.replay;

import dev.kanit.codec.run.Codecs;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.schemas.WireFormat;
import dev.kanit.wire.RolloutDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.avro.Schema;

/** Recorded decisions: read, compared, told. */
final class Decisions {

    private Decisions() {}

    /**
     * All decisions of a rollout, in their order.
     *
     * @throws dev.kanit.schemas.MalformedRecordException when one cannot be read
     */
    static List<RecordedDecision> of(RecordedRollout rollout, Codecs codecs) {
        List<RecordedDecision> decisions = new ArrayList<>();
        for (Entry.Kept kept : rollout.of(TopicCatalogue.DECISIONS).records()) {
            if (kept.value().isPresent()) {
                byte[] value = kept.value().get().toArray();
                decisions.add(new RecordedDecision(codecs.decisions().decode(value), value));
            }
        }
        return decisions;
    }

    static int schemaOf(byte[] value) {
        return WireFormat.schemaIdOf(value);
    }

    static List<String> differingFields(RolloutDecision one, RolloutDecision other) {
        List<String> names = new ArrayList<>();
        for (Schema.Field field : one.getSchema().getFields()) {
            if (!Objects.equals(one.get(field.pos()), other.get(field.pos()))) {
                names.add(field.name());
            }
        }
        return names;
    }

    /** What was decided and why, in one line. */
    static String inWords(RolloutDecision decision) {
        String trigger = decision.getTrigger();
        return "%s %s in stage %d (%s %%)%s%s"
                .formatted(
                        decision.getDecidedAt(),
                        decision.getKind(),
                        decision.getStageNumber(),
                        weight(decision.getWeightPercent()),
                        trigger == null ? "" : " by " + trigger,
                        decision.getReasons().isEmpty() ? "" : " " + decision.getReasons());
    }

    /** What makes two decisions the same thing under other rules: not when, nor by what values. */
    static String essence(RolloutDecision decision) {
        return "%s/%d/%s/%s"
                .formatted(
                        decision.getKind(),
                        decision.getStageNumber(),
                        decision.getTrigger(),
                        decision.getReasons());
    }

    private static String weight(double percent) {
        return percent == Math.rint(percent)
                ? String.format(Locale.ROOT, "%.0f", percent)
                : Double.toString(percent);
    }
}
