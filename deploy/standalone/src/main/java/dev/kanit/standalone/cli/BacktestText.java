package dev.kanit.standalone.cli;

import dev.kanit.replay.ChangedDecision;
import dev.kanit.replay.backtest.BacktestReport;
import dev.kanit.replay.backtest.Comparison;
import dev.kanit.replay.backtest.Course;
import dev.kanit.replay.backtest.Standing;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a backtest found, for people and for programs. */
final class BacktestText {

    private static final String LIMITS =
            """
            Inputs end where the recorded rollout ended: a plan that would have waited longer is \
            followed no further, and a miss is a miss within the recording. A plan whose stages \
            advance at other times sees readings of another weight. What people commanded then \
            is commanded again. Every order counts as carried out at once, by either plan. Checks, \
            approvals, freezes, the night and the promotion of the changed plan are not judged.""";

    private static final String[] HEADINGS = {
        "rollout", "label", "then", "now", "rollback then", "rollback now", "gained", "changed", ""
    };

    private BacktestText() {}

    static void inWords(PrintWriter out, BacktestReport report, Set<String> unusedLabels) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEADINGS);
        report.compared().forEach(one -> rows.add(row(one)));
        if (rows.size() > 1) {
            table(out, rows);
        }
        report.compared().forEach(one -> changes(out, one));
        report.notApplicable()
                .forEach(one -> out.printf("not applicable: %s: %s%n", one.bundle(), one.reason()));
        report.unusable()
                .forEach(one -> out.printf("unusable: %s: %s%n", one.bundle(), one.reason()));
        new TreeSet<>(unusedLabels)
                .forEach(label -> out.printf("label of no bundle here: %s%n", label));
        out.printf(
                "%d bundles, %d applicable, %d unusable; %d decisions change%n",
                report.bundles(),
                report.compared().size(),
                report.unusable().size(),
                report.changedDecisions());
        out.printf(
                "%d false rollbacks (%d new), %d misses (%d new), %d put right; median gained %s%n",
                report.count(Standing.FALSE_ROLLBACK),
                report.countNew(Standing.FALSE_ROLLBACK),
                report.count(Standing.MISS),
                report.countNew(Standing.MISS),
                report.better(),
                report.medianSecondsGained().isPresent()
                        ? seconds(report.medianSecondsGained().getAsDouble())
                        : "-");
        out.println("note: " + LIMITS);
        out.println("verdict: " + report.verdict());
    }

    static Map<String, Object> asJson(BacktestReport report, Set<String> unusedLabels) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", report.verdict().name());
        json.put("bundles", report.bundles());
        json.put("applicable", report.compared().size());
        json.put("changedDecisions", report.changedDecisions());
        json.put("falseRollbacks", report.count(Standing.FALSE_ROLLBACK));
        json.put("newFalseRollbacks", report.countNew(Standing.FALSE_ROLLBACK));
        json.put("misses", report.count(Standing.MISS));
        json.put("newMisses", report.countNew(Standing.MISS));
        json.put("putRight", report.better());
        json.put(
                "medianSecondsGained",
                report.medianSecondsGained().isPresent()
                        ? report.medianSecondsGained().getAsDouble()
                        : null);
        json.put("rollouts", report.compared().stream().map(BacktestText::asJson).toList());
        json.put(
                "notApplicable",
                report.notApplicable().stream()
                        .map(one -> Map.of("bundle", one.bundle(), "reason", one.reason()))
                        .toList());
        json.put(
                "invalid",
                report.unusable().stream()
                        .map(one -> Map.of("bundle", one.bundle(), "reason", one.reason()))
                        .toList());
        json.put("unusedLabels", new TreeSet<>(unusedLabels));
        json.put("limits", LIMITS);
        return json;
    }

    private static Map<String, Object> asJson(Comparison one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rolloutId", one.rolloutId());
        json.put("bundle", one.bundle());
        json.put("label", label(one));
        json.put("then", asJson(one.then()));
        json.put("before", asJson(one.before()));
        json.put("now", asJson(one.now()));
        json.put("reproduced", one.isReproduced());
        json.put("standingBefore", one.standingBefore().name());
        json.put("standingNow", one.standingNow().name());
        json.put("changedDecisions", one.changedDecisions());
        json.put("secondsGained", one.gained().map(BacktestReport::seconds).orElse(null));
        json.put(
                "changes",
                one.changes().stream()
                        .map(
                                change ->
                                        Map.of(
                                                "before", change.recorded(),
                                                "now", change.replayed()))
                        .toList());
        return json;
    }

    private static Map<String, @Nullable Object> asJson(Course course) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("phase", course.phase());
        json.put("rollbackAt", course.rollback().map(Instant::toString).orElse(null));
        json.put("cause", course.cause());
        return json;
    }

    private static String[] row(Comparison one) {
        return new String[] {
            one.rolloutId(),
            label(one),
            one.then().phase(),
            one.now().phase(),
            rollback(one.then()),
            rollback(one.now()),
            one.gained().map(gained -> seconds(BacktestReport.seconds(gained))).orElse("-"),
            Integer.toString(one.changedDecisions()),
            mark(one)
        };
    }

    private static String mark(Comparison one) {
        if (one.isWorse()) {
            return one.standingNow() == Standing.MISS ? "MISS" : "FALSE ROLLBACK";
        }
        return one.isBetter() ? "PUT RIGHT" : "";
    }

    private static void changes(PrintWriter out, Comparison one) {
        if (!one.isReproduced()) {
            out.printf(
                    "%s: asked again with every order carried out at once, its own plan %s%n",
                    one.rolloutId(),
                    one.before().rollback().isPresent() ? "rolls back" : "does not roll back");
        }
        for (ChangedDecision change : one.changes()) {
            boolean isGone = change.replayed().isEmpty();
            out.printf(
                    "%s: %s %s%n",
                    one.rolloutId(),
                    isGone ? "no more:" : "new:",
                    isGone ? change.recorded() : change.replayed());
        }
        int more = one.changedDecisions() - one.changes().size();
        if (more > 0) {
            out.printf("%s: and %,d changes more%n", one.rolloutId(), more);
        }
    }

    private static void table(PrintWriter out, List<String[]> rows) {
        int[] widths = new int[HEADINGS.length];
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                line.append(row[column]).repeat(' ', widths[column] - row[column].length() + 2);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static String label(Comparison one) {
        return one.truth().label().name().toLowerCase(Locale.ROOT);
    }

    private static String rollback(Course course) {
        return course.rollback().map(at -> at + " " + course.cause()).orElse("-");
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%+.1f s", seconds);
    }
}
