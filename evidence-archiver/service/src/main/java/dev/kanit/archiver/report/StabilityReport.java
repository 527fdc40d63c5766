package dev.kanit.archiver.report;

import static dev.kanit.archiver.document.Line.fact;
import static dev.kanit.archiver.document.Line.words;

import dev.kanit.archiver.document.Document;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The report at the end of the first night. */
final class StabilityReport {

    private StabilityReport() {}

    static Document of(RolloutCase facts, Language language) {
        Sections sections = new Sections(facts, language);
        sections.opening();
        Optional<Placed<RolloutDecision>> completed = facts.last(DecisionKind.COMPLETED);
        if (completed.isPresent()) {
            sections.paragraph(fact(sections.say(Phrase.STABLE), completed.get().source()));
        } else {
            Placed<RolloutDecision> newest = facts.newest();
            sections.paragraph(
                    fact(
                            sections.say(Phrase.NOT_STABLE, newest.record().getKind()),
                            newest.source()));
        }
        Optional<Placed<RolloutDecision>> promoted = facts.last(DecisionKind.PROMOTED);
        sections.heading(Phrase.AFTER_RELEASE);
        if (promoted.isPresent()) {
            sections.ranges(since(facts, promoted.get().record().getDecidedAt()));
        } else {
            sections.paragraph(words(sections.say(Phrase.NO_NIGHT)));
        }
        List<Placed<RolloutDecision>> night = facts.decided(DecisionKind.NIGHT_OBSERVED);
        if (!night.isEmpty()) {
            sections.heading(Phrase.NIGHT);
            sections.decisions(night);
        }
        sections.heading(Phrase.HOLDS);
        sections.decisions(facts.decided(DecisionKind.HELD));
        sections.heading(Phrase.ALERTS);
        sections.alerts();
        return sections.as(Phrase.STABILITY);
    }

    private static List<Placed<SignalSnapshot>> since(RolloutCase facts, Instant from) {
        return facts.snapshots().stream()
                .filter(one -> !one.record().getTakenAt().isBefore(from))
                .toList();
    }
}
