package dev.kanit.executor.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.plan.NotificationPlan.Loudness;
import dev.kanit.executor.notify.DeliveryKey;
import dev.kanit.executor.notify.Effect;
import dev.kanit.executor.notify.Fact;
import dev.kanit.executor.notify.Notice;
import dev.kanit.executor.notify.Plans;
import dev.kanit.executor.notify.Progress.Standing;
import dev.kanit.schemas.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From where a successor reads, and what it makes of that. */
final class PartitionOutboxTest {

    private static final String DECISIONS = TopicCatalogue.DECISIONS;
    private static final String ALERTS = TopicCatalogue.ALERTS;

    private final List<DeliveryKey> told = new ArrayList<>();
    private final List<Fact.AttemptEnded> log = new ArrayList<>();

    @Test
    void nothingIsToldOrCommittedBeforeWhatWasToldIsKnown() {
        PartitionOutbox outbox = outbox(Map.of(DECISIONS, 1L, ALERTS, 1L));
        start(outbox, "a", 0);
        outbox.readUpTo(DECISIONS, 1);
        outbox.advance(Plans.START);
        assertThat(outbox.isReadyToRecall()).isFalse();
        raise(outbox, "a", 0);
        outbox.readUpTo(ALERTS, 1);

        assertThat(outbox.isReadyToRecall()).isTrue();
        outbox.advance(Plans.START);
        assertThat(told).isEmpty();
        assertThat(outbox.committable()).isEmpty();

        outbox.recalled();
        outbox.advance(Plans.START);
        assertThat(told).hasSize(3);
    }

    @Test
    void successorReadsWholeRolloutsAndRepeatsNothingOfThoseThatAreDoneWith() {
        PartitionOutbox first = outbox(Map.of());
        first.recalled();
        // "before" begins before "long", ends after it began, and is done with.
        start(first, "before", 0);
        start(first, "long", 1);
        raise(first, "before", 0);
        start(first, "done", 2);
        raise(first, "done", 1);
        raise(first, "long", 2);
        for (String rollout : List.of("before", "done")) {
            int offset = rollout.equals("before") ? 3 : 4;
            take(first, ALERTS, offset, new Fact.Said(notice(rollout, 9, Notice.Kind.RESOLVED)));
            take(first, DECISIONS, offset, new Fact.Closed(rollout, 2));
        }
        first.readUpTo(DECISIONS, 5);
        first.readUpTo(ALERTS, 5);
        settle(first);
        int toldByTheFirst = told.size();

        Map<String, Long> committed = first.committable();

        // All of "done" is read again, since its first decision is; "before" is not.
        assertThat(committed).isEqualTo(Map.of(DECISIONS, 1L, ALERTS, 1L));
        PartitionOutbox second = outbox(Map.of(DECISIONS, 5L, ALERTS, 5L));
        start(second, "long", 1);
        start(second, "done", 2);
        raise(second, "done", 1);
        raise(second, "long", 2);
        take(second, ALERTS, 3, new Fact.Said(notice("before", 9, Notice.Kind.RESOLVED)));
        take(second, ALERTS, 4, new Fact.Said(notice("done", 9, Notice.Kind.RESOLVED)));
        take(second, DECISIONS, 3, new Fact.Closed("before", 2));
        take(second, DECISIONS, 4, new Fact.Closed("done", 2));
        second.readUpTo(DECISIONS, 5);
        second.readUpTo(ALERTS, 5);
        log.forEach(second::recall);
        second.recalled();
        settle(second);

        assertThat(told).hasSize(toldByTheFirst);
        assertThat(second.takeForgotten()).isEmpty();
        assertThat(second.committable()).isEqualTo(committed);
        second.advance(Plans.START.plus(Duration.ofHours(2)));
        assertThat(second.takeForgotten()).isEmpty();
    }

    private PartitionOutbox outbox(Map<String, Long> catchUpTo) {
        return new PartitionOutbox(
                0,
                (_, effect, _, ended) -> {
                    Fact.AttemptEnded end =
                            new Fact.AttemptEnded(
                                    effect.delivery().key(),
                                    1,
                                    effect instanceof Effect.Attempt
                                            ? Standing.DELIVERED
                                            : Standing.NOT_NEEDED,
                                    Optional.empty());
                    told.add(effect.delivery().key());
                    log.add(end);
                    ended.accept(end);
                    return true;
                },
                Map.of(),
                catchUpTo);
    }

    private static void settle(PartitionOutbox outbox) {
        for (int round = 0; round < 10; round++) {
            outbox.advance(Plans.START);
        }
    }

    private static void start(PartitionOutbox outbox, String rollout, long offset) {
        take(outbox, DECISIONS, offset, new Fact.PlanLearnt(rollout, Optional.of(Plans.telling())));
    }

    private static void raise(PartitionOutbox outbox, String rollout, long offset) {
        take(outbox, ALERTS, offset, new Fact.Said(notice(rollout, 7, Notice.Kind.RAISED)));
    }

    private static void take(PartitionOutbox outbox, String topic, long offset, Fact fact) {
        outbox.take(topic, offset, Instant.EPOCH, List.of(fact));
    }

    private static Notice notice(String rollout, long sequence, Notice.Kind kind) {
        String id = rollout + "/" + sequence;
        return new Notice(
                rollout,
                id,
                Notice.Place.of(rollout, id),
                rollout + "/rollback",
                kind,
                kind == Notice.Kind.RAISED ? Loudness.CRITICAL : Loudness.INFO,
                Plans.START,
                "title",
                "message",
                "shop",
                "5%",
                "");
    }
}
