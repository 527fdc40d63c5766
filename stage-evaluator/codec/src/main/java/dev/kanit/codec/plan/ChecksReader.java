package dev.kanit.codec.plan;

import dev.kanit.codec.check.Check;
import dev.kanit.codec.check.CheckGroup;
import dev.kanit.codec.check.ChecksPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code checks:}: groups, when they run, and what they run. */
final class ChecksReader {

    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration LONGEST_BEFORE = Duration.ofDays(7);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String NAMES = "letters, digits, '.', '_' and '-', at most 100";
    private static final Pattern NEED = Pattern.compile("all-but\\s+(\\d{1,3})");

    private final Speed speed;
    private final Problems problems;
    private final Set<String> names = new HashSet<>();

    ChecksReader(Speed speed, Problems problems) {
        this.speed = speed;
        this.problems = problems;
    }

    ChecksPlan read(Node section) {
        List<CheckGroup> groups = new ArrayList<>();
        Map<String, Node> written = Block.named("checks", section, problems).entries();
        if (written.size() > ChecksPlan.MAX_GROUPS) {
            problems.at(
                    section,
                    written.size() + " groups of checks",
                    "at most " + ChecksPlan.MAX_GROUPS);
            return ChecksPlan.NONE;
        }
        written.forEach((name, node) -> group(name, node).ifPresent(groups::add));
        return new ChecksPlan(groups);
    }

    private Optional<CheckGroup> group(String name, Node node) {
        requireName(name, node);
        String path = "checks." + name;
        Block block = Block.of(path, node, problems, "at", "within", "need", "run");
        Duration before = block.duration("at", Duration.ZERO);
        if (before.compareTo(LONGEST_BEFORE) > 0) {
            block.scalar("at")
                    .ifPresent(at -> problems.at(at, "at: " + at.getValue(), "at most 7d"));
        }
        Duration within = block.duration("within", WITHIN);
        if (!within.isPositive() || within.compareTo(CheckGroup.MAX_WITHIN) > 0) {
            block.scalar("within")
                    .ifPresent(
                            text ->
                                    problems.at(
                                            text,
                                            "within: " + text.getValue(),
                                            "above 0s and at most "
                                                    + CheckGroup.MAX_WITHIN.toMinutes()
                                                    + "m"));
            within = WITHIN;
        }
        Optional<Node> run = block.require("run", "checks by name");
        if (run.isEmpty()) {
            return Optional.empty();
        }
        List<Check> checks = checks(path + ".run", run.get(), within);
        int mayFail = need(block);
        if (checks.isEmpty()) {
            return Optional.empty();
        }
        long counted = checks.stream().filter(check -> !check.optional()).count();
        if (mayFail > 0 && mayFail >= counted) {
            block.find("need")
                    .ifPresent(
                            text ->
                                    problems.at(
                                            text,
                                            "need: all of " + counted + " checks may fail",
                                            "fewer than the checks that are not optional"));
        }
        return Optional.of(
                new CheckGroup(name, speed.of(before), within, Math.max(0, mayFail), checks));
    }

    private List<Check> checks(String path, Node run, Duration within) {
        Map<String, Node> written = Block.named(path, run, problems).entries();
        if (written.isEmpty() || written.size() > CheckGroup.MAX_CHECKS) {
            problems.at(run, written.size() + " checks", "1 to " + CheckGroup.MAX_CHECKS);
            return List.of();
        }
        List<Check> checks = new ArrayList<>();
        CheckReader reader = new CheckReader(within, problems);
        written.forEach(
                (name, node) -> {
                    requireName(name, node);
                    if (!names.add(name)) {
                        problems.at(
                                node, "a second check '" + name + "'", "each name once in a plan");
                    }
                    reader.read(path, name, node).ifPresent(checks::add);
                });
        return checks;
    }

    private void requireName(String name, Node node) {
        if (!NAME.matcher(name).matches()) {
            problems.at(node, "the name '" + name + "'", NAMES);
        }
    }

    private int need(Block block) {
        Optional<ScalarNode> written = block.scalar("need");
        if (written.isEmpty() || written.get().getValue().equals("all")) {
            return 0;
        }
        Matcher some = NEED.matcher(written.get().getValue().strip());
        if (some.matches() && Integer.parseInt(some.group(1)) > 0) {
            return Integer.parseInt(some.group(1));
        }
        problems.at(written.get(), "need: '" + written.get().getValue() + "'", "all, or all-but 1");
        return 0;
    }
}
