package dev.kanit.archiver.report;

import static dev.kanit.archiver.document.Line.fact;
import static dev.kanit.archiver.document.Line.words;

import dev.kanit.archiver.document.Block;
import dev.kanit.archiver.document.Document;
import dev.kanit.archiver.document.Line;
import dev.kanit.archiver.document.Source;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.AlertDelivery;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalLook;
import dev.kanit.wire.SignalSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parts that several reports have, in one language. */
final class Sections {

    private final RolloutCase facts;
    private final Language language;
    private final List<Block> blocks = new ArrayList<>();

    Sections(RolloutCase facts, Language language) {
        this.facts = facts;
        this.language = language;
    }

    Document as(Phrase title) {
        return new Document(
                say(title, facts.rolloutId()), language.locale(), say(Phrase.SOURCES), blocks);
    }

    String say(Phrase phrase, Object... parts) {
        return phrase.in(language, parts);
    }

    void heading(Phrase phrase) {
        blocks.add(new Block.Heading(say(phrase)));
    }

    void paragraph(Line line) {
        blocks.add(new Block.Paragraph(line));
    }

    /** Bullets, or that there are none. */
    void bullets(List<Line> lines) {
        blocks.add(
                lines.isEmpty()
                        ? new Block.Paragraph(words(say(Phrase.NONE)))
                        : new Block.Bullets(lines));
    }

    /** A table, or that there is nothing in it. */
    void table(List<Phrase> header, List<List<Line>> rows) {
        blocks.add(
                rows.isEmpty()
                        ? new Block.Paragraph(words(say(Phrase.NONE)))
                        : new Block.Table(header.stream().map(this::say).toList(), rows));
    }

    /** Which plan, and from when to when. */
    void opening() {
        Placed<RolloutDecision> first = facts.first();
        Placed<RolloutDecision> last = facts.newest();
        String from = versionBefore();
        paragraph(
                fact(
                        say(
                                Phrase.PLAN,
                                first.record().getPlanName(),
                                from.isEmpty() ? "?" : from,
                                facts.spec().version()),
                        first.source()));
        paragraph(
                words("")
                        .then(
                                say(
                                        Phrase.PERIOD,
                                        Times.at(first.record().getDecidedAt()),
                                        Times.at(last.record().getDecidedAt())),
                                first.source().to(last.source())));
    }

    /** The version to return to, as the first order names it; empty when nothing was ordered. */
    String versionBefore() {
        return facts.decisions().stream()
                .map(one -> one.record().getOrder())
                .filter(order -> order != null)
                .map(order -> order.getFromVersion())
                .findFirst()
                .orElse("");
    }

    /** One row a decision. */
    void decisions(List<Placed<RolloutDecision>> decisions) {
        List<List<Line>> rows = new ArrayList<>();
        for (Placed<RolloutDecision> one : decisions) {
            RolloutDecision decision = one.record();
            rows.add(
                    List.of(
                            words(Times.at(decision.getDecidedAt())),
                            words(decision.getStageName()),
                            fact(Words.of(decision), one.source()),
                            words(decision.getSummary()),
                            words(who(decision))));
        }
        table(List.of(Phrase.TIME, Phrase.STAGE, Phrase.DECISION, Phrase.WHY, Phrase.BY), rows);
    }

    private String who(RolloutDecision decision) {
        String actor = decision.getActor();
        return actor == null || actor.isEmpty() ? say(Phrase.NOBODY) : actor;
    }

    /** Each golden signal over some snapshots. */
    void ranges(List<Placed<SignalSnapshot>> snapshots) {
        List<List<Line>> rows = new ArrayList<>();
        for (Column column : facts.spec().columns()) {
            Optional<Range> range = Range.of(column.signal(), snapshots);
            rows.add(
                    List.of(
                            words(column.label()),
                            limit(column),
                            range.map(one -> value(one.lowest(), column)).orElse(Line.NONE),
                            range.map(one -> value(one.median(), column)).orElse(Line.NONE),
                            range.map(one -> value(one.highest(), column)).orElse(Line.NONE),
                            range.map(one -> fact(String.valueOf(one.count()), span(snapshots)))
                                    .orElse(words("0"))));
        }
        table(
                List.of(
                        Phrase.SIGNAL,
                        Phrase.LIMIT,
                        Phrase.LOWEST,
                        Phrase.MEDIAN,
                        Phrase.HIGHEST,
                        Phrase.SAMPLES),
                rows);
    }

    private Line limit(Column column) {
        for (Placed<RolloutDecision> one : facts.decisions()) {
            for (SignalLook look : one.record().getSignals()) {
                if (look.getSignal().equals(column.signal())) {
                    return fact(look.getLimit(), one.source());
                }
            }
        }
        return Line.NONE;
    }

    static Line value(Placed<Double> value, Column column) {
        return fact(Shown.precise(value.record(), column.unit()), value.source());
    }

    /** What the signals were when a decision was taken. */
    void looks(Placed<RolloutDecision> decision) {
        List<List<Line>> rows = new ArrayList<>();
        for (SignalLook look : decision.record().getSignals()) {
            @Nullable Double value = look.getValue();
            rows.add(
                    List.of(
                            words(look.getSignal()),
                            fact(Shown.precise(value, look.getUnit()), decision.source()),
                            fact(look.getLimit(), decision.source()),
                            words(look.getVerdict())));
        }
        table(List.of(Phrase.SIGNAL, Phrase.MEASURED, Phrase.LIMIT, Phrase.VERDICT), rows);
    }

    /** Steps of real actions, as they were recorded. */
    void actions(List<Placed<ActionOutcome>> actions) {
        List<List<Line>> rows = new ArrayList<>();
        for (Placed<ActionOutcome> one : actions) {
            ActionOutcome action = one.record();
            rows.add(
                    List.of(
                            words(Times.at(action.getStartedAt())),
                            words(
                                    "%d/%d %s"
                                            .formatted(
                                                    action.getStepNumber(),
                                                    action.getStepCount(),
                                                    action.getStep())),
                            fact(
                                    action.getOutcome()
                                            + (action.getDetail().isEmpty()
                                                    ? ""
                                                    : ": " + action.getDetail()),
                                    one.source()),
                            fact(
                                    Times.lasting(
                                            Duration.ofNanos(action.getDurationMicros() * 1_000)),
                                    one.source()),
                            words(action.getExecutor())));
        }
        table(List.of(Phrase.TIME, Phrase.STEP, Phrase.OUTCOME, Phrase.TOOK, Phrase.BY), rows);
    }

    void alerts() {
        List<List<Line>> rows = new ArrayList<>();
        for (Placed<RolloutAlert> one : facts.alerts()) {
            RolloutAlert alert = one.record();
            rows.add(
                    List.of(
                            words(Times.at(alert.getRaisedAt())),
                            words(alert.getResolved() ? "RESOLVED" : alert.getSeverity().name()),
                            fact(alert.getTitle(), one.source())));
        }
        table(List.of(Phrase.TIME, Phrase.SEVERITY, Phrase.MATTER), rows);
    }

    /** The newest attempt of each delivery. */
    void deliveries() {
        Map<String, Placed<AlertDelivery>> newest = new TreeMap<>();
        for (Placed<AlertDelivery> one : facts.deliveries()) {
            AlertDelivery tried = one.record();
            newest.put(
                    tried.getAlertId() + '\n' + tried.getChannel() + '\n' + tried.getLevel(), one);
        }
        List<List<Line>> rows = new ArrayList<>();
        for (Placed<AlertDelivery> one : newest.values()) {
            AlertDelivery tried = one.record();
            rows.add(
                    List.of(
                            words(Times.at(tried.getStartedAt())),
                            words(tried.getChannel() + " (" + tried.getKind() + ")"),
                            words(tried.getDedupKey()),
                            fact(
                                    tried.getOutcome()
                                            + (tried.getDetail().isEmpty()
                                                    ? ""
                                                    : ": " + tried.getDetail()),
                                    one.source())));
        }
        table(List.of(Phrase.TIME, Phrase.CHANNEL, Phrase.MATTER, Phrase.OUTCOME), rows);
    }

    /** A source from the first of some records to the last. */
    static Source span(List<? extends Placed<?>> records) {
        return records.getFirst().source().to(records.getLast().source());
    }
}
