package dev.kanit.codec.plan;

import dev.kanit.decision.plan.BaselineComparison.Compare;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.SignalGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code groups:}: signals that the judge looks at together. */
final class GroupsReader {

    private final Map<String, ConditionParser.Named> signals;
    private final Map<String, Compare> compared;
    private final Problems problems;

    GroupsReader(
            Map<String, ConditionParser.Named> signals,
            Map<String, Compare> compared,
            Problems problems) {
        this.signals = signals;
        this.compared = compared;
        this.problems = problems;
    }

    /** The groups that are sound; a problem was noted for each of the others. */
    List<SignalGroup> read(Node section) {
        Block block = Block.named("groups", section, problems);
        if (block.entries().size() > RolloutPlan.MAX_GROUPS) {
            problems.at(
                    section,
                    block.entries().size() + " groups",
                    "at most " + RolloutPlan.MAX_GROUPS);
        }
        List<SignalGroup> groups = new ArrayList<>();
        block.entries().forEach((name, list) -> group(block, name, list).ifPresent(groups::add));
        return groups;
    }

    private Optional<SignalGroup> group(Block block, String name, Node list) {
        List<Node> members = block.list(name, list);
        List<Integer> indexes = new ArrayList<>();
        for (Node member : members) {
            member(member).ifPresent(index -> add(indexes, index, member));
        }
        if (members.size() < SignalGroup.MIN_SIGNALS) {
            problems.at(
                    list,
                    "groups." + name + " has " + members.size() + " signals",
                    "at least " + SignalGroup.MIN_SIGNALS);
        }
        return indexes.size() == members.size() && indexes.size() >= SignalGroup.MIN_SIGNALS
                ? Optional.of(new SignalGroup(name, indexes))
                : Optional.empty();
    }

    private void add(List<Integer> indexes, int index, Node member) {
        if (indexes.contains(index)) {
            problems.at(member, "a signal that is in the group already", "each signal once");
        } else {
            indexes.add(index);
        }
    }

    private Optional<Integer> member(Node node) {
        String name = node instanceof ScalarNode scalar ? scalar.getValue() : "?";
        ConditionParser.Named named = signals.get(name);
        if (named == null) {
            problems.at(
                    node, "unknown signal '" + name + "'", Spelling.oneOf(name, signals.keySet()));
            return Optional.empty();
        }
        if (compared.get(name) != Compare.RATIO) {
            problems.at(
                    node,
                    "signal '" + name + "' is not compared as a ratio",
                    "a signal with baseline: {compare: ratio}");
            return Optional.empty();
        }
        return Optional.of(named.index());
    }
}
