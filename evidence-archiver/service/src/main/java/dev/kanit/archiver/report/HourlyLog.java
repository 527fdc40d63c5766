package dev.kanit.archiver.report;

import static dev.kanit.archiver.document.Line.fact;
import static dev.kanit.archiver.document.Line.words;

import dev.kanit.archiver.document.Block;
import dev.kanit.archiver.document.Document;
import dev.kanit.archiver.document.Line;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalSnapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One row an hour of the records' own time: the medians of the golden signals, the decisions. */
final class HourlyLog {

    private HourlyLog() {}

    static Document of(RolloutCase facts, Language language) {
        Sections sections = new Sections(facts, language);
        SortedMap<Instant, List<Placed<SignalSnapshot>>> snapshots = new TreeMap<>();
        for (Placed<SignalSnapshot> one : facts.snapshots()) {
            snapshots
                    .computeIfAbsent(hour(one.record().getTakenAt()), _ -> new ArrayList<>())
                    .add(one);
        }
        SortedMap<Instant, List<Placed<RolloutDecision>>> decisions = new TreeMap<>();
        for (Placed<RolloutDecision> one : facts.decisions()) {
            if (one.record().getKind() != DecisionKind.REJECTED) {
                decisions
                        .computeIfAbsent(hour(one.record().getDecidedAt()), _ -> new ArrayList<>())
                        .add(one);
            }
        }
        List<String> header = new ArrayList<>(List.of(sections.say(Phrase.HOUR)));
        facts.spec().columns().forEach(column -> header.add(column.label()));
        header.add(sections.say(Phrase.DECISIONS));
        List<List<Line>> rows = new ArrayList<>();
        SortedMap<Instant, Boolean> hours = new TreeMap<>();
        snapshots.keySet().forEach(hour -> hours.put(hour, true));
        decisions.keySet().forEach(hour -> hours.put(hour, true));
        for (Map.Entry<Instant, Boolean> hour : hours.entrySet()) {
            rows.add(
                    row(
                            facts.spec(),
                            hour.getKey(),
                            snapshots.getOrDefault(hour.getKey(), List.of()),
                            decisions.getOrDefault(hour.getKey(), List.of())));
        }
        return new Document(
                sections.say(Phrase.HOURLY, facts.rolloutId()),
                language.locale(),
                sections.say(Phrase.SOURCES),
                List.of(new Block.Table(header, rows)));
    }

    private static List<Line> row(
            ReportSpec spec,
            Instant hour,
            List<Placed<SignalSnapshot>> snapshots,
            List<Placed<RolloutDecision>> decisions) {
        List<Line> row = new ArrayList<>(List.of(words(Times.at(hour).substring(0, 16))));
        for (Column column : spec.columns()) {
            Optional<Range> range = Range.of(column.signal(), snapshots);
            row.add(
                    range.map(
                                    one ->
                                            fact(
                                                    Shown.precise(
                                                            one.median().record(), column.unit()),
                                                    Range.span(snapshots)))
                            .orElse(Line.NONE));
        }
        Line said = words("");
        String separator = "";
        for (Placed<RolloutDecision> one : decisions) {
            said = said.then(separator).then(Words.of(one.record()), one.source());
            separator = "; ";
        }
        row.add(decisions.isEmpty() ? Line.NONE : said);
        return row;
    }

    private static Instant hour(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }
}
