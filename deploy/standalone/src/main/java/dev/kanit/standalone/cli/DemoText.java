package dev.kanit.standalone.cli;

import dev.kanit.standalone.demo.DemoResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How a demonstration ended, for people. */
final class DemoText {

    private DemoText() {}

    static List<String> of(DemoResult result) {
        List<String> lines = new ArrayList<>();
        DemoResult.Ritual ritual = result.ritual();
        lines.add(result.outcome() + trigger(result) + nightly(ritual));
        if (!result.oneLiner().isEmpty()) {
            lines.add(result.oneLiner());
        }
        if (ritual.checksTotal() > 0) {
            lines.add(
                    row(
                            "checks",
                            "%d/%d passed%s"
                                    .formatted(
                                            ritual.checksPassed(),
                                            ritual.checksTotal(),
                                            ritual.goNoGo().isEmpty()
                                                    ? ""
                                                    : ", " + ritual.goNoGo().replace('_', '-'))));
        }
        lines.add(
                row(
                        "stages",
                        "%d passed, %d data points, %d holds, %d rollbacks"
                                .formatted(
                                        result.stagesPassed(),
                                        result.dataPoints(),
                                        result.holds(),
                                        result.rollbacks())));
        if (result.breachToDecisionMillis().isPresent()) {
            lines.add(
                    row(
                            "reaction",
                            "breach to decision: %s; decision to traffic zero: %s"
                                    .formatted(
                                            millis(result.breachToDecisionMillis()),
                                            millis(result.decisionToTrafficZeroMillis()))));
        }
        if (ritual.nightSnapshots() > 0) {
            lines.add(
                    row(
                            "first night",
                            "%d snapshots; burn rate 1h %s, 6h %s, 24h %s"
                                    .formatted(
                                            ritual.nightSnapshots(),
                                            number(ritual.burn1h()),
                                            number(ritual.burn6h()),
                                            number(ritual.burn24h()))));
        }
        Path directory = result.evidenceDir();
        lines.add(row("evidence", ritual.evidenceItems() + " items in " + directory));
        lines.add(row("", "kanit evidence list " + archive(directory) + directory.getFileName()));
        Path report = directory.resolve("reports").resolve("stability.en.md");
        if (Files.isRegularFile(report)) {
            lines.add(row("report", report.toString()));
        }
        lines.add(
                row(
                        "bundle",
                        result.evidenceBundle()
                                .map(Path::toString)
                                .orElse("none yet; a rollout is bundled when it is closed")));
        return lines;
    }

    private static String trigger(DemoResult result) {
        return result.trigger().isEmpty() ? "" : " by " + result.trigger();
    }

    private static String nightly(DemoResult.Ritual ritual) {
        return switch (ritual.firstNight()) {
            case "", "WATCHING" -> "";
            default -> "; first night: " + ritual.firstNight();
        };
    }

    /** What the command needs to be told where the evidence lies; nothing for its usual places. */
    private static String archive(Path rollout) {
        Path archive = rollout.toAbsolutePath().normalize().resolve("../..").normalize();
        return LocalArchives.all().contains(archive) ? "" : "--archive " + archive + " ";
    }

    private static String row(String name, String text) {
        return "%-12s%s".formatted(name, text);
    }

    private static String millis(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() + " ms" : "not seen";
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? "%.2f".formatted(value.getAsDouble()) : "unknown";
    }
}
