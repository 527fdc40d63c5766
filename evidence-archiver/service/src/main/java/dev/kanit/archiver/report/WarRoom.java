package dev.kanit.archiver.report;

import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalLook;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The war-room log: a header, then one line per decision, like {@code 10:00 | 1 (1%) | 142ms | … |
 * IC: Proceed}. Rejected inputs changed nothing and have no line. Times are UTC, to the minute, or
 * to the second when two stages of the rollout lie less than a minute apart.
 */
public final class WarRoom {

    private static final DateTimeFormatter MINUTES = formatter("HH:mm");
    private static final DateTimeFormatter SECONDS = formatter("HH:mm:ss");
    private static final String SEPARATOR = " | ";

    private WarRoom() {}

    /** The whole log of one rollout; {@code decisions} in order of their sequence. */
    public static List<String> lines(ReportSpec spec, List<RolloutDecision> decisions) {
        DateTimeFormatter time = isQuick(decisions) ? SECONDS : MINUTES;
        List<String> lines = new ArrayList<>();
        lines.add(header(spec));
        for (RolloutDecision decision : decisions) {
            if (decision.getKind() != DecisionKind.REJECTED) {
                lines.add(line(spec, decision, time));
            }
        }
        return List.copyOf(lines);
    }

    /** One decision, its time to the minute. */
    public static String minute(ReportSpec spec, RolloutDecision decision) {
        return line(spec, decision, MINUTES);
    }

    /** One decision, its time to the second: for rehearsals, where stages last seconds. */
    public static String second(ReportSpec spec, RolloutDecision decision) {
        return line(spec, decision, SECONDS);
    }

    /** Names of the columns. */
    public static String header(ReportSpec spec) {
        List<String> cells = new ArrayList<>(List.of("UTC", "stage"));
        for (Column column : spec.minuteColumns()) {
            cells.add(
                    column.label()
                            + (column.unit().startsWith("1/")
                                    ? " " + column.unit().substring(1)
                                    : ""));
        }
        cells.add("decision");
        return String.join(SEPARATOR, cells);
    }

    private static String line(ReportSpec spec, RolloutDecision decision, DateTimeFormatter time) {
        List<String> cells = new ArrayList<>();
        cells.add(time.format(decision.getDecidedAt()));
        cells.add(decision.getStageNumber() + " (" + decision.getStageName() + ")");
        for (Column column : spec.minuteColumns()) {
            cells.add(Shown.brief(value(decision, column.signal()), column.unit()));
        }
        cells.add(Words.of(decision));
        return String.join(SEPARATOR, cells);
    }

    private static @Nullable Double value(RolloutDecision decision, String signal) {
        for (SignalLook look : decision.getSignals()) {
            if (look.getSignal().equals(signal)) {
                return look.getValue();
            }
        }
        return null;
    }

    private static boolean isQuick(List<RolloutDecision> decisions) {
        Instant before = Instant.MIN;
        for (RolloutDecision decision : decisions) {
            if (decision.getKind() == DecisionKind.STAGE_PASSED) {
                Instant at = decision.getDecidedAt();
                if (!before.equals(Instant.MIN)
                        && Duration.between(before, at).compareTo(Duration.ofMinutes(1)) < 0) {
                    return true;
                }
                before = at;
            }
        }
        return false;
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
