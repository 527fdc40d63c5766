package dev.kanit.standalone.demo;

import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.archiver.report.WarRoom;
import dev.kanit.codec.check.Check;
import dev.kanit.codec.check.CheckGroup;
import dev.kanit.codec.plan.PlanFile;
import dev.kanit.wire.CheckOutcome;
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.RolloutDecision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What people see of the demonstration: the plan's own time in front; sentences until the first
 * stage, then the war room's lines in columns.
 */
final class Story {

    private static final Pattern CELLS = Pattern.compile(" \\| ");
    private static final int TIME_WIDTH = 7;
    private static final int STAGE_WIDTH = 11;
    private static final int CELL_WIDTH = 6;
    private static final int GROUP_WIDTH = 13;
    private static final int MAX_TEXT = 240;

    private final PlanFile plan;
    private final ReportSpec report;
    private final PlanClock clock;
    private final double nightSpeed;
    private final Consumer<String> say;
    private final Map<String, Map<String, CheckResult>> results = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final Set<String> attested = new HashSet<>();

    /**
     * @param plan as its file has it, before it was made a rehearsal
     * @param nightSpeed by what the rehearsal divides the first night's durations
     */
    Story(
            PlanFile plan,
            ReportSpec report,
            PlanClock clock,
            double nightSpeed,
            Consumer<String> say) {
        this.plan = plan;
        this.report = report;
        this.clock = clock;
        this.nightSpeed = nightSpeed;
        this.say = say;
    }

    /** A check was run; its group is told of when it is complete. */
    void check(CheckResult result) {
        Map<String, CheckResult> group =
                results.computeIfAbsent(result.getGroup(), _ -> new HashMap<>());
        group.put(result.getCheck(), result);
        tell(false);
    }

    /**
     * Tells of the groups that are complete, in the plan's order.
     *
     * @param all whether a group waits no longer for an earlier one
     */
    private void tell(boolean all) {
        for (CheckGroup planned : plan.checks().groups()) {
            Map<String, CheckResult> group = results.getOrDefault(planned.name(), Map.of());
            boolean complete = group.size() == run(planned);
            if (complete && told.add(planned.name())) {
                complete(planned, group);
            } else if (!complete && !all) {
                return;
            }
        }
    }

    void decision(RolloutDecision decision) {
        switch (decision.getKind()) {
            case STARTED -> {
                clock.starts(decision.getDecidedAt());
                freeze();
            }
            case GO, NO_GO -> {
                tell(true);
                sentence(decision);
            }
            case STAGE_ENTERED -> {
                if (!clock.hasBegun()) {
                    clock.begins(decision.getDecidedAt());
                    say.accept("");
                    say.accept(columns("T", header()));
                }
                row(decision, "");
            }
            case PROMOTED -> {
                told(decision);
                clock.nightBegins(decision.getDecidedAt());
            }
            case ATTESTED -> {
                attested.add(decision.getSubject());
                sentence(decision);
            }
            case NIGHT_OBSERVED ->
                    row(decision, new NightFigures(decision, nightSpeed).line(report.minute()));
            case HELD,
                    ROLLBACK_RECOMMENDED,
                    ROLLBACK_ORDERED,
                    ROLLBACK_FAILED,
                    ROLLED_BACK,
                    MITIGATION_ORDERED,
                    ALERTED,
                    COMPLETED ->
                    told(decision);
            default -> {
                if (clock.hasBegun()) {
                    row(decision, "");
                } else {
                    sentence(decision);
                }
            }
        }
    }

    /** With its sentence below its line. */
    private void told(RolloutDecision decision) {
        if (clock.hasBegun()) {
            row(decision, "");
            say.accept(" ".repeat(TIME_WIDTH + 3) + "└ " + shortened(decision));
        } else {
            sentence(decision);
        }
    }

    private void freeze() {
        plan.plan()
                .ritual()
                .freeze()
                .ifPresent(
                        freeze ->
                                at(
                                        PlanClock.beforeStages(freeze.from()),
                                        "freeze: other changes to %s wait until %d h after 100 %%; allowed: %s"
                                                .formatted(
                                                        plan.plan().service(),
                                                        freeze.until().toHours(),
                                                        String.join(", ", freeze.allow()))));
    }

    private void complete(CheckGroup planned, Map<String, CheckResult> group) {
        List<CheckResult> failed = new ArrayList<>();
        long passed = 0;
        long took = 0;
        for (Check check : planned.checks()) {
            CheckResult result = group.get(check.name());
            if (result == null) {
                passed += attested.contains(check.name()) ? 1 : 0;
            } else if (result.getOutcome() == CheckOutcome.PASSED) {
                passed++;
            } else {
                failed.add(result);
            }
            took = Math.max(took, result == null ? 0 : result.getDurationMillis());
        }
        String only =
                group.size() == 1 ? ": " + group.values().iterator().next().getObserved() : "";
        at(
                PlanClock.beforeStages(planned.before()),
                ("%-" + GROUP_WIDTH + "s %2d/%d pass in %d ms%s")
                        .formatted(planned.name(), passed, planned.checks().size(), took, only));
        for (CheckResult one : failed) {
            at(
                    "",
                    "%s %s: expected %s; found %s"
                            .formatted(
                                    one.getOutcome(),
                                    one.getCheck(),
                                    one.getExpected(),
                                    one.getObserved()));
        }
    }

    private static int run(CheckGroup planned) {
        return (int) planned.checks().stream().filter(check -> !check.isAttestation()).count();
    }

    private void sentence(RolloutDecision decision) {
        at(clock.of(decision.getDecidedAt()), shortened(decision));
    }

    private void at(String time, String text) {
        say.accept(
                ("%-" + TIME_WIDTH + "s ").formatted(time)
                        + text.substring(0, Math.min(text.length(), MAX_TEXT)));
    }

    /** Without the plan's version, which the first line names. */
    private static String shortened(RolloutDecision decision) {
        String summary = decision.getSummary();
        int plan = summary.lastIndexOf(" [plan ");
        String text = plan < 0 ? summary : summary.substring(0, plan);
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + " …";
    }

    private List<String> header() {
        return CELLS.splitAsStream(WarRoom.header(report)).toList();
    }

    /**
     * One line of the war room.
     *
     * @param words instead of its own last cell; empty to keep that
     */
    private void row(RolloutDecision decision, String words) {
        List<String> cells =
                new ArrayList<>(CELLS.splitAsStream(WarRoom.second(report, decision)).toList());
        if (!words.isEmpty()) {
            cells.set(1, "night");
            cells.set(cells.size() - 1, words);
        }
        say.accept(columns(clock.of(decision.getDecidedAt()), cells));
    }

    private String columns(String time, List<String> cells) {
        List<String> names = header();
        StringBuilder line = new StringBuilder(("%-" + TIME_WIDTH + "s").formatted(time));
        for (int index = 0; index < cells.size(); index++) {
            int width =
                    index == cells.size() - 1
                            ? 1
                            : index == 1
                                    ? STAGE_WIDTH
                                    : Math.max(CELL_WIDTH, names.get(index).length());
            line.append(" | ").append(("%-" + width + "s").formatted(cells.get(index)));
        }
        return line.toString();
    }
}
