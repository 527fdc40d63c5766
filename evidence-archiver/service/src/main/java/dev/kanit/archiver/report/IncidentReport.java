package dev.kanit.archiver.report;

import static dev.kanit.archiver.document.Line.fact;
import static dev.kanit.archiver.document.Line.words;

import dev.kanit.archiver.document.Document;
import dev.kanit.archiver.document.Line;
import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ConditionLook;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The report after a rollback. */
final class IncidentReport {

    /** What is no part of the story. */
    private static final Set<DecisionKind> ASIDE =
            EnumSet.of(DecisionKind.REJECTED, DecisionKind.NOTED, DecisionKind.NIGHT_OBSERVED);

    private IncidentReport() {}

    /** Empty when no rollback was ordered. */
    static Optional<Document> of(RolloutCase facts, Language language) {
        return facts.last(DecisionKind.ROLLBACK_ORDERED)
                .map(order -> write(new Sections(facts, language), facts, order));
    }

    private static Document write(
            Sections sections, RolloutCase facts, Placed<RolloutDecision> ordered) {
        RolloutDecision order = ordered.record();
        sections.opening();
        sections.heading(Phrase.WHAT_HAPPENED);
        sections.paragraph(
                fact(
                        sections.say(
                                Phrase.TRIGGERED,
                                order.getStageName(),
                                Shown.precise(order.getWeightPercent() / 100, "ratio"),
                                cause(order),
                                sections.versionBefore()),
                        ordered.source()));
        sections.paragraph(fact(order.getSummary(), ordered.source()));
        if (order.getBreachedAt() != null) {
            Duration after = Duration.between(order.getBreachedAt(), order.getDecidedAt());
            sections.paragraph(
                    fact(
                            sections.say(Phrase.DECIDED_AFTER, Times.lasting(after)),
                            ordered.source()));
        }
        facts.last(DecisionKind.ROLLED_BACK)
                .ifPresent(
                        done ->
                                sections.paragraph(
                                        fact(
                                                sections.say(
                                                        Phrase.ROLLBACK_TOOK,
                                                        Times.lasting(
                                                                Duration.between(
                                                                        order.getDecidedAt(),
                                                                        done.record()
                                                                                .getDecidedAt()))),
                                                ordered.source().to(done.source()))));
        conditions(sections, ordered);
        sections.heading(Phrase.STATE_SIGNALS);
        sections.looks(ordered);
        sections.heading(Phrase.STEPS);
        sections.actions(
                facts.actions().stream()
                        .filter(one -> one.record().getKind() == ActionKind.ROLL_BACK)
                        .filter(one -> !one.record().getDryRun())
                        .toList());
        sections.heading(Phrase.TIMELINE);
        sections.decisions(
                facts.decisions().stream()
                        .filter(one -> !ASIDE.contains(one.record().getKind()))
                        .toList());
        sections.heading(Phrase.TOLD);
        if (facts.deliveries().isEmpty()) {
            sections.alerts();
        } else {
            sections.deliveries();
        }
        sections.heading(Phrase.PARKING);
        sections.decisions(facts.decided(DecisionKind.NOTED));
        return sections.as(Phrase.INCIDENT);
    }

    private static String cause(RolloutDecision order) {
        String actor = order.getActor();
        return actor == null || actor.isEmpty() ? Words.why(order) : actor;
    }

    /** Of the trigger that fired; none for another cause. */
    private static void conditions(Sections sections, Placed<RolloutDecision> ordered) {
        String trigger = ordered.record().getTrigger();
        if (trigger == null || trigger.isEmpty()) {
            return;
        }
        List<List<Line>> rows = new ArrayList<>();
        for (ConditionLook look : ordered.record().getConditions()) {
            if (look.getRule().equals(trigger)) {
                rows.add(
                        List.of(
                                words(look.getCondition()),
                                fact(
                                        Shown.precise(look.getValue(), look.getUnit()),
                                        ordered.source()),
                                fact(
                                        Times.lasting(Duration.ofMillis(look.getHeldMillis())),
                                        ordered.source()),
                                words(look.getVerdict())));
            }
        }
        sections.heading(Phrase.CONDITIONS);
        sections.table(
                List.of(Phrase.CONDITION, Phrase.MEASURED, Phrase.HELD, Phrase.VERDICT), rows);
    }
}
