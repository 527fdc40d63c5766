package dev.kanit.standalone.cli;

import dev.kanit.codec.check.Check;
import dev.kanit.codec.check.CheckGroup;
import dev.kanit.codec.check.CheckKind;
import dev.kanit.collector.check.ExpectedText;
import dev.kanit.collector.check.run.Ran;
import dev.kanit.wire.CheckOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A preflight as a person reads it at night: what is wrong says what was expected. */
final class PreflightText {

    private static final int SHOWN = 160;

    List<String> group(CheckGroup group, List<Ran> results) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        long passed = results.stream().filter(one -> one.outcome() == CheckOutcome.PASSED).count();
        lines.add("%s: %d of %d pass".formatted(group.name(), passed, results.size()));
        for (Ran ran : results) {
            lines.add(
                    "  %-5s %-26s %6.0f ms  %s"
                            .formatted(
                                    word(ran.outcome()),
                                    ran.check().name(),
                                    ran.took().toNanos() / 1e6,
                                    oneLine(ran.observed())));
            if (ran.outcome() != CheckOutcome.PASSED) {
                lines.add(" ".repeat(45) + "expected: " + oneLine(ran.expected()));
            }
            ran.judged()
                    .seen()
                    .findings()
                    .forEach(finding -> lines.add(" ".repeat(45) + "note: " + oneLine(finding)));
        }
        group.checks().stream()
                .filter(Check::isAttestation)
                .forEach(check -> lines.add(open(check.name(), check.kind())));
        return lines;
    }

    List<String> summary(Preflight result) {
        String counts =
                String.format(
                        Locale.ROOT,
                        "%d passed, %d failed, %d warned, %d errored",
                        result.count(CheckOutcome.PASSED),
                        result.count(CheckOutcome.FAILED),
                        result.count(CheckOutcome.WARNED),
                        result.count(CheckOutcome.ERRORED));
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add((result.isGo() ? "GO: " : "NO-GO: ") + counts);
        if (result.isConditional()) {
            lines.add("the plan lets people approve what is missing; that is done in the rollout");
        }
        if (!result.open().isEmpty()) {
            lines.add("people still have to attest: " + String.join(", ", result.open()));
        }
        return lines;
    }

    private static String open(String name, CheckKind kind) {
        return "  %-5s %-26s %9s  %s".formatted("OPEN", name, "", oneLine(ExpectedText.of(kind)));
    }

    private static String word(CheckOutcome outcome) {
        return switch (outcome) {
            case PASSED -> "pass";
            case FAILED -> "FAIL";
            case WARNED -> "warn";
            case ERRORED -> "ERROR";
        };
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
    }
}
