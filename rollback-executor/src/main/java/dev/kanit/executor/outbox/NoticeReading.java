package dev.kanit.executor.outbox;

import dev.kanit.codec.plan.NotificationPlan;
import dev.kanit.codec.plan.NotificationPlan.Loudness;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.executor.notify.Fact;
import dev.kanit.executor.notify.Notice;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.TopicCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What decisions and alerts mean for those who are told. Used by one thread. */
final class NoticeReading {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeReading.class);
    private static final int MAX_PLANS = 1_000;

    /** The alert that a person's closing of a failed rollback ends. */
    private static final String ROLLBACK = "/rollback";

    /** By digest: a plan is read once, however many rollouts it has. */
    private final Map<String, Optional<NotificationPlan>> plans =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<String, Optional<NotificationPlan>> eldest) {
                    return size() > MAX_PLANS;
                }
            };

    /**
     * @throws IllegalArgumentException when its ids make no sense
     */
    List<Fact> of(RolloutDecision decision) {
        List<Fact> facts = new ArrayList<>();
        String rollout = decision.getRolloutId();
        if (decision.getKind() == DecisionKind.STARTED) {
            facts.add(new Fact.PlanLearnt(rollout, plan(decision)));
        }
        if (decision.getKind() == DecisionKind.ACKNOWLEDGED) {
            facts.add(acknowledgement(decision, decision.getSubject()));
        }
        if (decision.getKind() == DecisionKind.FAILURE_CLOSED) {
            facts.add(acknowledgement(decision, rollout + ROLLBACK));
        }
        if (decision.getClosing() != null) {
            facts.add(
                    new Fact.Closed(
                            rollout,
                            decision.getClosing().stream()
                                    .filter(one -> one.getTopic().equals(TopicCatalogue.ALERTS))
                                    .mapToLong(TopicCount::getCount)
                                    .sum()));
        }
        return facts;
    }

    /**
     * @throws IllegalArgumentException when its ids make no sense
     */
    Fact of(RolloutAlert alert) {
        return new Fact.Said(
                new Notice(
                        alert.getRolloutId(),
                        alert.getAlertId(),
                        Notice.Place.of(alert.getRolloutId(), alert.getAlertId()),
                        alert.getDedupKey(),
                        alert.getResolved() ? Notice.Kind.RESOLVED : Notice.Kind.RAISED,
                        switch (alert.getSeverity()) {
                            case INFO -> Loudness.INFO;
                            case WARNING -> Loudness.WARNING;
                            case CRITICAL -> Loudness.CRITICAL;
                        },
                        alert.getRaisedAt(),
                        alert.getTitle(),
                        alert.getMessage(),
                        alert.getService(),
                        alert.getStage(),
                        ""));
    }

    private static Fact acknowledgement(RolloutDecision decision, String matter) {
        return new Fact.Said(
                Notice.acknowledgement(
                        decision.getRolloutId(),
                        decision.getDecisionId(),
                        matter,
                        decision.getActor() == null ? "" : decision.getActor(),
                        decision.getDecidedAt()));
    }

    private Optional<NotificationPlan> plan(RolloutDecision decision) {
        String text = decision.getPlan() == null ? "" : decision.getPlan();
        return plans.computeIfAbsent(
                decision.getPlanDigest(),
                _ ->
                        switch (PlanReader.read(text)) {
                            case PlanReading.Accepted accepted -> accepted.file().notifications();
                            case PlanReading.Rejected rejected -> {
                                LOG.atError()
                                        .addKeyValue("rolloutId", decision.getRolloutId())
                                        .addKeyValue("reason", rejected.inFile("plan"))
                                        .log("nobody can be told of this rollout");
                                yield Optional.empty();
                            }
                        });
    }
}
