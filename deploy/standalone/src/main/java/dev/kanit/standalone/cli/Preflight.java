package dev.kanit.standalone.cli;

import dev.kanit.codec.check.Check;
import dev.kanit.codec.check.CheckGroup;
import dev.kanit.collector.check.run.Ran;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.wire.CheckOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of the groups of a preflight, by the plan's rule for each. */
final class Preflight {

    private final Map<String, Integer> approvable = new HashMap<>();
    private final Map<String, List<Ran>> ran = new LinkedHashMap<>();
    private final List<CheckGroup> groups = new ArrayList<>();

    /**
     * @param plan whose rules say how many failures of a group people may approve
     */
    Preflight(RolloutPlan plan) {
        plan.ritual()
                .checks()
                .ifPresent(
                        checks ->
                                checks.groups()
                                        .forEach(
                                                group ->
                                                        approvable.put(
                                                                group.name(),
                                                                group.counted()
                                                                        - group
                                                                                .conditionalPass())));
    }

    void add(CheckGroup group, List<Ran> results) {
        List<String> order = group.checks().stream().map(Check::name).toList();
        groups.add(group);
        ran.put(
                group.name(),
                results.stream()
                        .sorted(Comparator.comparingInt(one -> order.indexOf(one.check().name())))
                        .toList());
    }

    List<Ran> ofGroup(CheckGroup group) {
        return ran.getOrDefault(group.name(), List.of());
    }

    /** Whether every check that is not optional passes: what needs people is no GO of a machine. */
    boolean isGo() {
        return count(CheckOutcome.FAILED) + count(CheckOutcome.ERRORED) == 0;
    }

    /** Whether it is a GO once people approve, because each group may have that many failures. */
    boolean isConditional() {
        return !isGo()
                && groups.stream()
                        .allMatch(
                                group ->
                                        ofGroup(group).stream().filter(Preflight::counts).count()
                                                <= approvable.getOrDefault(group.name(), 0));
    }

    /** Attestations that people still have to give. */
    List<String> open() {
        return groups.stream()
                .flatMap(group -> group.checks().stream())
                .filter(Check::isAttestation)
                .map(Check::name)
                .toList();
    }

    long count(CheckOutcome outcome) {
        return ran.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.outcome() == outcome)
                .count();
    }

    private static boolean counts(Ran one) {
        return one.outcome() == CheckOutcome.FAILED || one.outcome() == CheckOutcome.ERRORED;
    }

    Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("goNoGo", isGo() ? "GO" : "NO-GO");
        json.put("passed", count(CheckOutcome.PASSED));
        json.put("failed", count(CheckOutcome.FAILED));
        json.put("warned", count(CheckOutcome.WARNED));
        json.put("errored", count(CheckOutcome.ERRORED));
        json.put("needsApproval", isConditional());
        json.put("open", open());
        json.put(
                "checks", ran.values().stream().flatMap(List::stream).map(Preflight::one).toList());
        return json;
    }

    private static Map<String, Object> one(Ran ran) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("group", ran.group());
        json.put("check", ran.check().name());
        json.put("kind", ran.check().kind().word());
        json.put("outcome", ran.outcome().name());
        json.put("optional", ran.check().optional());
        json.put("expected", ran.expected());
        json.put("observed", ran.observed());
        json.put("durationMillis", ran.took().toMillis());
        json.put("findings", ran.judged().seen().findings());
        json.put("artifacts", ran.judged().seen().artifacts());
        return json;
    }
}
