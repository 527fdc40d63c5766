package dev.kanit.archiver.report;

import static dev.kanit.archiver.document.Line.blank;
import static dev.kanit.archiver.document.Line.fact;
import static dev.kanit.archiver.document.Line.words;

import dev.kanit.archiver.document.Document;
import dev.kanit.archiver.document.Line;
import dev.kanit.wire.AlertDelivery;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.DeliveryOutcome;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The draft of a small root cause analysis: what the records say went well and did not, and the
 * three conditions that came nearest to firing as the remaining risks. Owners are people's to name.
 */
final class RootCauseDraft {

    private static final int RISKS = 3;
    private static final Duration DUE_AFTER = Duration.ofDays(7);

    private RootCauseDraft() {}

    static Document of(RolloutCase facts, Language language) {
        Sections sections = new Sections(facts, language);
        sections.opening();
        sections.paragraph(blank(sections.say(Phrase.DRAFT)));
        sections.heading(Phrase.WENT_WELL);
        sections.bullets(wentWell(sections, facts));
        sections.heading(Phrase.COULD_IMPROVE);
        sections.bullets(couldImprove(sections, facts));
        sections.heading(Phrase.RISKS);
        risks(sections, facts);
        return sections.as(Phrase.RCA);
    }

    private static List<Line> wentWell(Sections sections, RolloutCase facts) {
        List<Line> lines = new ArrayList<>();
        List<Placed<RolloutDecision>> passed = facts.decided(DecisionKind.STAGE_PASSED);
        if (!passed.isEmpty()) {
            lines.add(
                    fact(sections.say(Phrase.STAGES_PASSED, passed.size()), Sections.span(passed)));
        }
        if (facts.decided(DecisionKind.HELD).isEmpty()) {
            lines.add(fact(sections.say(Phrase.NO_HOLD), Sections.span(facts.decisions())));
        }
        facts.last(DecisionKind.ROLLED_BACK)
                .ifPresent(
                        done ->
                                facts.last(DecisionKind.ROLLBACK_ORDERED)
                                        .ifPresent(
                                                order ->
                                                        lines.add(
                                                                tookBack(sections, order, done))));
        return lines;
    }

    private static Line tookBack(
            Sections sections, Placed<RolloutDecision> order, Placed<RolloutDecision> done) {
        Duration took =
                Duration.between(order.record().getDecidedAt(), done.record().getDecidedAt());
        return fact(
                sections.say(Phrase.ROLLBACK_TOOK, Times.lasting(took)),
                order.source().to(done.source()));
    }

    private static List<Line> couldImprove(Sections sections, RolloutCase facts) {
        List<Line> lines = new ArrayList<>();
        for (Placed<RolloutDecision> hold : facts.decided(DecisionKind.HELD)) {
            lines.add(
                    fact(
                            sections.say(
                                    Phrase.HELD_FOR,
                                    hold.record().getStageName(),
                                    Words.why(hold.record())),
                            hold.source()));
        }
        for (Placed<RolloutDecision> order : facts.decided(DecisionKind.ROLLBACK_ORDERED)) {
            lines.add(fact(order.record().getSummary(), order.source()));
        }
        List<Placed<AlertDelivery>> failed =
                facts.deliveries().stream()
                        .filter(one -> isFailed(one.record().getOutcome()))
                        .toList();
        if (!failed.isEmpty()) {
            lines.add(
                    fact(
                            sections.say(
                                    Phrase.NOT_DELIVERED, failed.size(), facts.deliveries().size()),
                            Sections.span(failed)));
        }
        return lines;
    }

    private static boolean isFailed(DeliveryOutcome outcome) {
        return switch (outcome) {
            case FAILED, GAVE_UP -> true;
            case DELIVERED, NOT_NEEDED -> false;
        };
    }

    private static void risks(Sections sections, RolloutCase facts) {
        List<Nearness> nearest = Nearness.of(facts.decisions());
        List<List<Line>> rows = new ArrayList<>();
        String due = Times.day(facts.newest().record().getDecidedAt().plus(DUE_AFTER));
        for (Nearness one : nearest.subList(0, Math.min(RISKS, nearest.size()))) {
            rows.add(
                    List.of(
                            fact(
                                    sections.say(
                                            Phrase.CAME_NEAR,
                                            one.measure(),
                                            Shown.precise(one.share(), "ratio"),
                                            one.condition()),
                                    one.source()),
                            blank(sections.say(Phrase.NAME_OWNER)),
                            words(due)));
        }
        sections.table(List.of(Phrase.RISK, Phrase.OWNER, Phrase.DUE), rows);
        if (nearest.size() < RISKS) {
            sections.paragraph(words(sections.say(Phrase.FEW_SIGNALS)));
        }
    }
}
