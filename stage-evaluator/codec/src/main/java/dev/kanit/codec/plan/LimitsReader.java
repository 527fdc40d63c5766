package dev.kanit.codec.plan;

import dev.kanit.decision.plan.TreeLimits;
import dev.kanit.decision.plan.TreeLimits.Answer;
import dev.kanit.decision.plan.TreeLimits.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code decide:}; what is left out has the default that the guide names. */
final class LimitsReader {

    private static final Duration ANSWER = Duration.ofMinutes(5);
    private static final Duration TREND_HOLD = Duration.ofMinutes(15);
    private static final long TREND_HOLDS = 2;
    private static final Duration WEIGHT = Duration.ofMinutes(2);
    private static final Duration ROLLBACK = Duration.ofMinutes(5);
    private static final Patience MISSING =
            new Patience(Duration.ofMinutes(2), Duration.ofMinutes(10));
    private static final Patience PROVIDER =
            new Patience(Duration.ofMinutes(1), Duration.ofMinutes(30));

    private final Speed speed;
    private final Problems problems;

    LimitsReader(Speed speed, Problems problems) {
        this.speed = speed;
        this.problems = problems;
    }

    TreeLimits read(Optional<Node> section) {
        Optional<Block> decide =
                section.map(
                        node ->
                                Block.of(
                                        "decide",
                                        node,
                                        problems,
                                        "overThreshold",
                                        "worseningTrend",
                                        "missing",
                                        "providerDown",
                                        "evidence",
                                        "sharedIncident",
                                        "actions"));
        Optional<Block> over = inner(decide, "overThreshold", "ask", "answerWithin", "otherwise");
        over.ifPresent(block -> only(block, "ask", "incident-commander"));
        over.ifPresent(block -> only(block, "otherwise", "rollback"));
        Optional<Block> trend = inner(decide, "worseningTrend", "hold", "atMost", "otherwise");
        trend.ifPresent(block -> only(block, "otherwise", "rollback"));
        Optional<Block> actions = inner(decide, "actions", "weightWithin", "rollbackWithin");
        return new TreeLimits(
                positive(over, "answerWithin", ANSWER),
                positive(trend, "hold", TREND_HOLD),
                (int)
                        Math.min(
                                1000,
                                trend.map(block -> block.wholeNumber("atMost", TREND_HOLDS, 1))
                                        .orElse(TREND_HOLDS)),
                patience(inner(decide, "missing", "holdAfter", "rollbackAfter"), MISSING),
                patience(inner(decide, "providerDown", "holdAfter", "rollbackAfter"), PROVIDER),
                answer(decide, "evidence", Answer.ROLLBACK),
                answer(decide, "sharedIncident", Answer.HOLD),
                // How fast the world answers is not rehearsed: these limits keep their length.
                unscaled(actions, "weightWithin", WEIGHT),
                unscaled(actions, "rollbackWithin", ROLLBACK));
    }

    private Answer answer(Optional<Block> decide, String key, Answer otherwise) {
        Optional<ScalarNode> written = decide.flatMap(block -> block.scalar(key));
        if (written.isEmpty()) {
            return otherwise;
        }
        return switch (written.get().getValue()) {
            case "hold" -> Answer.HOLD;
            case "rollback" -> Answer.ROLLBACK;
            default -> {
                problems.at(
                        written.get(),
                        "decide." + key + ": '" + written.get().getValue() + "'",
                        "hold or rollback");
                yield otherwise;
            }
        };
    }

    private Optional<Block> inner(Optional<Block> decide, String key, String... keys) {
        return decide.flatMap(block -> block.find(key))
                .map(node -> Block.of("decide." + key, node, problems, keys));
    }

    private void only(Block block, String key, String value) {
        block.scalar(key)
                .filter(node -> !node.getValue().equals(value))
                .ifPresent(
                        node ->
                                problems.at(
                                        node,
                                        key + ": '" + node.getValue() + "'",
                                        "'" + value + "', the only choice"));
    }

    private Patience patience(Optional<Block> block, Patience otherwise) {
        Duration hold = positive(block, "holdAfter", otherwise.holdAfter());
        Duration rollback = positive(block, "rollbackAfter", otherwise.rollbackAfter());
        if (rollback.compareTo(hold) <= 0) {
            block.ifPresent(
                    one ->
                            problems.at(
                                    one.node(),
                                    "rollbackAfter is not above holdAfter",
                                    "rollbackAfter above holdAfter"));
            return new Patience(
                    speed.of(otherwise.holdAfter()), speed.of(otherwise.rollbackAfter()));
        }
        return new Patience(hold, rollback);
    }

    private Duration positive(Optional<Block> block, String key, Duration otherwise) {
        return speed.of(unscaled(block, key, otherwise));
    }

    private Duration unscaled(Optional<Block> block, String key, Duration otherwise) {
        Duration value = block.map(one -> one.duration(key, otherwise)).orElse(otherwise);
        if (value.isPositive()) {
            return value;
        }
        for (Node node : block.flatMap(one -> one.find(key)).map(List::of).orElse(List.of())) {
            problems.at(node, key + ": 0", "above 0");
        }
        return otherwise;
    }
}
