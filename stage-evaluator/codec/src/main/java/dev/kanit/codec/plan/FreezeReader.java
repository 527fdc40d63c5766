package dev.kanit.codec.plan;

import dev.kanit.decision.plan.FreezePlan;
import dev.kanit.decision.plan.FreezeWindow;
import dev.kanit.decision.plan.Quantity;
import dev.kanit.decision.plan.Unit;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code freeze:}. Wall clocks are not rehearsed: windows keep their times at any speed. */
final class FreezeReader {

    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)");
    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final int MAX_KIND_CHARACTERS = 100;

    private final Speed speed;
    private final Problems problems;

    FreezeReader(Speed speed, Problems problems) {
        this.speed = speed;
        this.problems = problems;
    }

    FreezePlan read(Node section) {
        Block block =
                Block.of(
                        "freeze",
                        section,
                        problems,
                        "from",
                        "until",
                        "zone",
                        "allow",
                        "windows",
                        "budgetBelow");
        List<FreezeWindow> windows = new ArrayList<>();
        block.find("windows")
                .map(node -> Block.named("freeze.windows", node, problems))
                .ifPresent(
                        named ->
                                named.entries()
                                        .forEach((name, node) -> windows.add(window(name, node))));
        if (windows.size() > FreezePlan.MAX_WINDOWS) {
            problems.at(section, windows.size() + " windows", "at most " + FreezePlan.MAX_WINDOWS);
            windows.clear();
        }
        return new FreezePlan(
                speed.of(block.duration("from", Duration.ZERO)),
                speed.of(block.duration("until", Duration.ZERO)),
                zone(block, !windows.isEmpty()),
                kinds(block, "allow"),
                windows,
                budget(block));
    }

    private String zone(Block block, boolean required) {
        Optional<ScalarNode> written = block.scalar("zone");
        if (written.isEmpty()) {
            if (required) {
                block.require("zone", "whose wall clock the windows go by, Europe/Istanbul");
            }
            return "UTC";
        }
        String zone = written.get().getValue();
        try {
            return ZoneId.of(zone).getId();
        } catch (DateTimeException unknown) {
            problems.at(written.get(), "zone: '" + zone + "'", "a time zone: Europe/Istanbul");
            return "UTC";
        }
    }

    private FreezeWindow window(String name, Node node) {
        String path = "freeze.windows." + name;
        Block block = Block.of(path, node, problems, "days", "from", "to", "blocks", "dst", "only");
        Optional<ScalarNode> only = block.scalar("only");
        LocalTime from = LocalTime.MIDNIGHT;
        LocalTime to = LocalTime.MIDNIGHT;
        if (only.isPresent()) {
            String[] ends = only.get().getValue().split("-", 2);
            from = time(only.get(), ends[0]);
            to = time(only.get(), ends.length > 1 ? ends[1] : "");
            if (block.find("from").isPresent() || block.find("to").isPresent()) {
                problems.at(node, path + " has 'only' and its own times", "one of both");
            }
        } else {
            from = block.scalar("from").map(one -> time(one, one.getValue())).orElse(from);
            to = block.scalar("to").map(one -> time(one, one.getValue())).orElse(to);
        }
        return new FreezeWindow(
                name,
                block.flag("dst"),
                days(block),
                from,
                to,
                only.isPresent(),
                kinds(block, "blocks"));
    }

    private LocalTime time(ScalarNode node, String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (matcher.matches()) {
            return LocalTime.of(
                    Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }
        problems.at(node, "'" + text + "' is no time of day", "hours and minutes: \"09:30\"");
        return LocalTime.MIDNIGHT;
    }

    private List<DayOfWeek> days(Block block) {
        Optional<Node> written = block.find("days");
        if (written.isEmpty()) {
            return List.of(DayOfWeek.values());
        }
        List<DayOfWeek> days = new ArrayList<>();
        for (Node one : block.list("days", written.get())) {
            int day = one instanceof ScalarNode scalar ? DAYS.indexOf(scalar.getValue()) : -1;
            if (day < 0) {
                problems.at(one, "no day", "one of " + String.join(", ", DAYS));
            } else {
                days.add(DayOfWeek.of(day + 1));
            }
        }
        if (days.isEmpty()) {
            problems.at(written.get(), "no days", "at least one of " + String.join(", ", DAYS));
            return List.of(DayOfWeek.values());
        }
        return days;
    }

    private List<String> kinds(Block block, String key) {
        List<String> kinds = new ArrayList<>();
        for (Node one : block.find(key).map(node -> block.list(key, node)).orElse(List.of())) {
            if (one instanceof ScalarNode scalar
                    && !scalar.getValue().isBlank()
                    && scalar.getValue().length() <= MAX_KIND_CHARACTERS) {
                kinds.add(scalar.getValue());
            } else {
                problems.at(one, "no kind of change", "a name: hotfix, schema");
            }
        }
        return kinds;
    }

    private OptionalDouble budget(Block block) {
        Optional<ScalarNode> written = block.scalar("budgetBelow");
        if (written.isEmpty()) {
            return OptionalDouble.empty();
        }
        Optional<Double> share =
                Quantity.parse(written.get().getValue())
                        .flatMap(quantity -> quantity.in(Unit.RATIO))
                        .filter(value -> value > 0 && value < 1);
        if (share.isEmpty()) {
            problems.at(
                    written.get(),
                    "budgetBelow: '" + written.get().getValue() + "'",
                    "a share such as 10%");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(share.get());
    }
}
