package dev.kanit.codec.plan;

import dev.kanit.decision.plan.Quantity;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Stage;
import dev.kanit.decision.plan.Unit;
import dev.kanit.decision.plan.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code stages:}. */
final class StagesReader {

    private static final Unit PERCENT = Unit.parse("%").orElseThrow();

    private static final int MAX_VALUE_CHARACTERS = 200;

    private final Speed speed;
    private final Problems problems;

    StagesReader(Speed speed, Problems problems) {
        this.speed = speed;
        this.problems = problems;
    }

    List<Stage> read(Node section) {
        List<Stage> stages = new ArrayList<>();
        if (!(section instanceof SequenceNode list)) {
            problems.at(section, "stages is no list", "- {weight: 5%, bake: 15m}");
            return stages;
        }
        if (list.getValue().isEmpty() || list.getValue().size() > RolloutPlan.MAX_STAGES) {
            problems.at(
                    section, list.getValue().size() + " stages", "1 to " + RolloutPlan.MAX_STAGES);
        }
        for (Node one : list.getValue()) {
            stage(one, stages).ifPresent(stages::add);
        }
        return stages;
    }

    private Optional<Stage> stage(Node node, List<Stage> before) {
        Block block = Block.of("stages", node, problems, "weight", "bake", "name", "set");
        Optional<Duration> bake = block.requiredDuration("bake");
        Optional<ScalarNode> written =
                block.require("weight", "a weight such as 5%").flatMap(_ -> block.scalar("weight"));
        if (bake.isEmpty() || written.isEmpty()) {
            return Optional.empty();
        }
        if (!bake.get().isPositive()) {
            problems.at(node, "bake: 0", "above 0");
            return Optional.empty();
        }
        Optional<Double> percent =
                Quantity.parse(written.get().getValue())
                        .filter(quantity -> quantity.unit().isPresent())
                        .flatMap(quantity -> quantity.in(PERCENT))
                        .filter(value -> value > 0 && value <= 100);
        if (percent.isEmpty()) {
            problems.at(
                    written.get(),
                    "weight: '" + written.get().getValue() + "'",
                    "above 0% and at most 100%");
            return Optional.empty();
        }
        Weight weight = new Weight(percent.get());
        if (!before.isEmpty() && weight.compareTo(before.getLast().weight()) <= 0) {
            problems.at(
                    written.get(),
                    "weight: " + written.get().getValue() + " does not rise",
                    "above the stage before, " + before.getLast().name());
            return Optional.empty();
        }
        String name = block.textOr("name", written.get().getValue());
        return Optional.of(new Stage(name, weight, speed.of(bake.get()), value(block)));
    }

    private String value(Block block) {
        Optional<ScalarNode> written = block.scalar("set");
        written.filter(
                        set ->
                                set.getValue().isBlank()
                                        || set.getValue().length() > MAX_VALUE_CHARACTERS)
                .ifPresent(
                        set ->
                                problems.at(
                                        set,
                                        "set: '" + set.getValue() + "'",
                                        "the flag's value, at most "
                                                + MAX_VALUE_CHARACTERS
                                                + " characters"));
        return written.map(ScalarNode::getValue).orElse("");
    }
}
