package dev.kanit.codec.plan;

import dev.kanit.decision.plan.Condition;
import dev.kanit.decision.plan.Condition.Comparison;
import dev.kanit.decision.plan.Effect;
import dev.kanit.decision.plan.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code triggers:}. */
final class TriggersReader {

    private final ConditionParser conditions;
    private final Sanity sanity;
    private final Speed speed;
    private final Problems problems;

    TriggersReader(ConditionParser conditions, Sanity sanity, Speed speed, Problems problems) {
        this.conditions = conditions;
        this.sanity = sanity;
        this.speed = speed;
        this.problems = problems;
    }

    List<Trigger> read(Node section) {
        List<Trigger> triggers = new ArrayList<>();
        Block.named("triggers", section, problems)
                .entries()
                .forEach((name, value) -> trigger(name, value).ifPresent(triggers::add));
        return triggers;
    }

    private Optional<Trigger> trigger(String name, Node node) {
        Block block = Block.of("triggers." + name, node, problems, "when", "for", "then");
        Optional<Node> when = block.require("when", "a list of conditions, all of which must hold");
        Optional<Duration> held = block.requiredDuration("for");
        Optional<Effect> effect =
                block.require("then", "rollback, hold, alert or mitigate").flatMap(this::effect);
        List<Condition> all = new ArrayList<>();
        when.ifPresent(
                list -> {
                    for (Node one : block.list("when", list)) {
                        condition(block, one).ifPresent(all::add);
                    }
                    sanity.contradictions(list, all);
                });
        if (all.isEmpty() || held.isEmpty() || effect.isEmpty()) {
            when.filter(_ -> all.isEmpty() && !problems.any())
                    .ifPresent(
                            list ->
                                    problems.at(
                                            list,
                                            "trigger " + name + " has no condition",
                                            "at least one, or it never fires"));
            return Optional.empty();
        }
        return Optional.of(new Trigger(name, all, speed.of(held.get()), effect.get()));
    }

    private Optional<? extends Condition> condition(Block block, Node node) {
        if (node instanceof ScalarNode scalar) {
            return comparison(scalar);
        }
        Block group = Block.of(block.path() + ".when", node, problems, "any");
        List<Comparison> alternatives = new ArrayList<>();
        group.require("any", "any: [condition, condition]")
                .ifPresent(
                        list -> {
                            for (Node one : group.list("any", list)) {
                                if (one instanceof ScalarNode scalar) {
                                    comparison(scalar).ifPresent(alternatives::add);
                                } else {
                                    problems.at(one, "nested block in any", "a condition");
                                }
                            }
                        });
        return alternatives.isEmpty()
                ? Optional.empty()
                : Optional.of(new Condition.AnyOf(alternatives));
    }

    private Optional<Comparison> comparison(ScalarNode scalar) {
        Optional<Comparison> parsed = conditions.condition(scalar);
        parsed.ifPresent(one -> sanity.canHold(scalar, one));
        return parsed;
    }

    private Optional<Effect> effect(Node node) {
        if (node instanceof ScalarNode scalar) {
            Optional<Effect> simple =
                    switch (scalar.getValue()) {
                        case "rollback" -> Optional.of(new Effect.RollBack());
                        case "hold" -> Optional.of(new Effect.Hold());
                        case "alert" -> Optional.of(new Effect.Alert());
                        default -> Optional.empty();
                    };
            if (simple.isEmpty()) {
                problems.at(
                        node,
                        "unknown effect '" + scalar.getValue() + "'",
                        "rollback, hold, alert or {mitigate: {setting: value}}");
            }
            return simple;
        }
        Block block = Block.of("then", node, problems, "mitigate");
        Optional<Node> settings = block.require("mitigate", "{mitigate: {setting: value}}");
        if (settings.isEmpty() || !(settings.get() instanceof MappingNode)) {
            return Optional.empty();
        }
        SortedMap<String, String> set = new TreeMap<>();
        Block.named("mitigate", settings.get(), problems)
                .entries()
                .forEach(
                        (key, value) -> {
                            if (value instanceof ScalarNode scalar) {
                                set.put(key, scalar.getValue());
                            } else {
                                problems.at(value, "setting '" + key + "'", "a single value");
                            }
                        });
        if (set.isEmpty()) {
            problems.at(settings.get(), "mitigate sets nothing", "at least one setting");
            return Optional.empty();
        }
        return Optional.of(new Effect.Mitigate(set));
    }
}
