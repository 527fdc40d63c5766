package dev.kanit.codec.plan;

import dev.kanit.codec.check.Check;
import dev.kanit.codec.check.CheckKind;
import dev.kanit.codec.check.ChecksPlan;
import dev.kanit.decision.plan.CheckGroup;
import dev.kanit.decision.plan.CheckPlan;
import dev.kanit.decision.plan.GoRule;
import dev.kanit.decision.plan.NightPlan;
import dev.kanit.decision.plan.PlannedCheck;
import dev.kanit.decision.plan.Ritual;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what surrounds the stages, as the decision core sees it. */
final class RitualReader {

    /** The group that {@code approvals.go} counts. */
    static final String GO_NO_GO = "go-no-go";

    private final Speed speed;
    private final Problems problems;

    RitualReader(Speed speed, Problems problems) {
        this.speed = speed;
        this.problems = problems;
    }

    Ritual read(Block top, ChecksPlan checks, Optional<NightPlan> night) {
        Optional<Block> approvals =
                top.find("approvals")
                        .map(node -> Block.of("approvals", node, problems, "go", "expireAfter"));
        approvals
                .filter(_ -> checks.groups().isEmpty())
                .ifPresent(
                        block ->
                                problems.at(
                                        block.node(),
                                        "approvals without checks: nobody is ever asked",
                                        "checks, or no approvals"));
        Optional<Block> go =
                approvals.flatMap(block -> inner(block, "go", "pass", "conditional", "override"));
        Optional<Block> conditional =
                go.flatMap(block -> inner(block, "conditional", "pass", "approvers"));
        Optional<Block> override =
                go.flatMap(block -> inner(block, "override", "approvers", "risk"));
        override.ifPresent(this::requireRisk);
        GoRule rule =
                new GoRule(
                        approvers(conditional, GoRule.USUAL.conditionalApprovers()),
                        approvers(override, GoRule.USUAL.overrideApprovers()),
                        approvals
                                .map(
                                        block ->
                                                block.duration(
                                                        "expireAfter", GoRule.USUAL.expireAfter()))
                                .filter(one -> one.isPositive() || zeroExpiry(approvals.get()))
                                .map(speed::of)
                                .orElse(GoRule.USUAL.expireAfter()));
        return new Ritual(
                groups(checks, go, conditional),
                rule,
                top.find("freeze").map(node -> new FreezeReader(speed, problems).read(node)),
                top.textOr("change", Ritual.USUAL_CHANGE),
                night,
                top.flag("promote"));
    }

    private boolean zeroExpiry(Block approvals) {
        approvals
                .find("expireAfter")
                .ifPresent(node -> problems.at(node, "expireAfter: 0", "above 0"));
        return false;
    }

    private Optional<CheckPlan> groups(
            ChecksPlan checks, Optional<Block> go, Optional<Block> conditional) {
        List<CheckGroup> groups = new ArrayList<>();
        boolean counted = false;
        for (dev.kanit.codec.check.CheckGroup group : checks.groups()) {
            List<PlannedCheck> planned = group.checks().stream().map(RitualReader::check).toList();
            CheckGroup plain =
                    CheckGroup.allBut(
                            group.mayFail(), group.name(), group.before(), group.within(), planned);
            boolean counts = group.name().equals(GO_NO_GO) && go.isPresent();
            counted |= counts;
            groups.add(counts ? counted(plain, go.get(), conditional) : plain);
        }
        if (go.isPresent() && !counted && !groups.isEmpty()) {
            problems.at(
                    go.get().node(),
                    "approvals.go counts the checks of a group that the plan has not",
                    "a group of checks named " + GO_NO_GO);
        }
        return groups.isEmpty() ? Optional.empty() : Optional.of(new CheckPlan(groups));
    }

    private CheckGroup counted(CheckGroup plain, Block go, Optional<Block> conditional) {
        long pass = go.wholeNumber("pass", plain.pass(), 1);
        long enough =
                conditional
                        .map(block -> block.wholeNumber("pass", plain.conditionalPass(), 0))
                        .orElse((long) plain.conditionalPass());
        if (pass > plain.counted() || enough > pass) {
            problems.at(
                    go.node(),
                    "approvals.go: pass " + pass + ", conditional " + enough,
                    "conditional at most pass, pass at most the "
                            + plain.counted()
                            + " checks of "
                            + GO_NO_GO
                            + " that are not optional");
            return plain;
        }
        return new CheckGroup(
                plain.name(), plain.at(), plain.within(), (int) pass, (int) enough, plain.checks());
    }

    private static PlannedCheck check(Check check) {
        return new PlannedCheck(
                check.name(),
                check.optional(),
                check.kind() instanceof CheckKind.Attestation(String _, String by)
                        ? Optional.of(by)
                        : Optional.empty());
    }

    private int approvers(Optional<Block> block, int otherwise) {
        long count =
                block.map(one -> one.wholeNumber("approvers", otherwise, 1))
                        .orElse((long) otherwise);
        if (count > GoRule.MAX_APPROVERS) {
            for (Node node :
                    block.flatMap(one -> one.find("approvers")).map(List::of).orElse(List.of())) {
                problems.at(node, count + " approvers", "at most " + GoRule.MAX_APPROVERS);
            }
            return otherwise;
        }
        return (int) count;
    }

    /** An override is nothing but its risk and its names: neither can be done without. */
    private void requireRisk(Block override) {
        override.scalar("risk")
                .filter(node -> !node.getValue().equals("required"))
                .ifPresent(
                        node ->
                                problems.at(
                                        node,
                                        "risk: '" + node.getValue() + "'",
                                        "'required', the only choice"));
    }

    private Optional<Block> inner(Block block, String key, String... keys) {
        return block.find(key)
                .map(node -> Block.of(block.path() + "." + key, node, problems, keys));
    }
}
