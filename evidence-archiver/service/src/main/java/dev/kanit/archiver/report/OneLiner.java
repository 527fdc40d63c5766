package dev.kanit.archiver.report;

import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A rollout in one line. A released one shows, per signal, the median over the stages that passed
 * (the lower one of two); a rolled-back one shows the values at the moment of the order.
 *
 * <p>Labels of several words ({@code event-loop p95}) come last, after a semicolon.
 */
public final class OneLiner {

    private OneLiner() {}

    /**
     * The line; empty while the rollout is neither promoted nor ordered back.
     *
     * @param decisions in order of their sequence
     */
    public static Optional<String> of(
            Language language, ReportSpec spec, List<RolloutDecision> decisions) {
        List<RolloutDecision> orders = ofKind(decisions, DecisionKind.ROLLBACK_ORDERED);
        List<RolloutDecision> passed = ofKind(decisions, DecisionKind.STAGE_PASSED);
        if (!orders.isEmpty()) {
            return Optional.of(rolledBack(language, spec, decisions, orders));
        }
        boolean isPromoted =
                decisions.stream()
                        .anyMatch(
                                one ->
                                        one.getKind() == DecisionKind.PROMOTED
                                                || one.getKind() == DecisionKind.COMPLETED);
        return isPromoted && !passed.isEmpty()
                ? Optional.of(released(language, spec, passed))
                : Optional.empty();
    }

    private static String released(
            Language language, ReportSpec spec, List<RolloutDecision> passed) {
        String range =
                passed.getFirst().getStageName()
                        + (passed.size() == 1 ? "" : "→" + passed.getLast().getStageName());
        int signals = passed.getFirst().getSignals().size();
        long passing = passed.stream().mapToLong(OneLiner::passing).min().orElse(0);
        String verdict =
                switch (language) {
                    case ENGLISH -> "all stages %d/%d signals pass".formatted(passing, signals);
                    case TURKISH -> "tüm aşamalar %d/%d metrik geçer".formatted(passing, signals);
                };
        return "%s canary: %s %s; rollback=0; %s."
                .formatted(spec.version(), range, verdict, values(spec, passed));
    }

    private static String rolledBack(
            Language language,
            ReportSpec spec,
            List<RolloutDecision> decisions,
            List<RolloutDecision> orders) {
        RolloutDecision order = orders.getLast();
        String target = order.getOrder() == null ? "" : order.getOrder().getFromVersion();
        String end = ending(language, decisions);
        String what =
                switch (language) {
                    case ENGLISH ->
                            "rollback%s ordered at stage %d (%s) by %s: %s"
                                    .formatted(
                                            target.isEmpty() ? "" : " to " + target,
                                            order.getStageNumber(),
                                            order.getStageName(),
                                            Words.why(order),
                                            end);
                    case TURKISH ->
                            "%d. aşamada (%s)%s geri alma emri, neden %s: %s"
                                    .formatted(
                                            order.getStageNumber(),
                                            order.getStageName(),
                                            target.isEmpty() ? "" : " " + target + " sürümüne",
                                            Words.why(order),
                                            end);
                };
        return "%s canary: %s; rollback=%d; %s."
                .formatted(spec.version(), what, orders.size(), values(spec, List.of(order)));
    }

    private static String ending(Language language, List<RolloutDecision> decisions) {
        boolean isDone = !ofKind(decisions, DecisionKind.ROLLED_BACK).isEmpty();
        boolean isFailed = !ofKind(decisions, DecisionKind.ROLLBACK_FAILED).isEmpty();
        return switch (language) {
            case ENGLISH -> isDone ? "done" : isFailed ? "FAILED" : "under way";
            case TURKISH -> isDone ? "tamamlandı" : isFailed ? "BAŞARISIZ" : "sürüyor";
        };
    }

    private static String values(ReportSpec spec, List<RolloutDecision> decisions) {
        List<String> service = new ArrayList<>();
        List<String> runtime = new ArrayList<>();
        for (Column column : spec.columns()) {
            Double value = median(decisions, column, SignalLook::getValue);
            Double baseline = median(decisions, column, SignalLook::getBaseline);
            String shown =
                    isRelative(decisions, column)
                            ? Shown.againstBaseline(value, baseline, column.unit())
                            : Shown.summary(value, column.unit());
            (column.label().contains(" ") ? runtime : service).add(column.label() + "=" + shown);
        }
        List<String> groups = new ArrayList<>();
        for (List<String> group : List.of(service, runtime)) {
            if (!group.isEmpty()) {
                groups.add(String.join(", ", group));
            }
        }
        return String.join("; ", groups);
    }

    private static boolean isRelative(List<RolloutDecision> decisions, Column column) {
        return looks(decisions, column).stream()
                .anyMatch(look -> look.getLimit().contains("baseline"));
    }

    private static @Nullable Double median(
            List<RolloutDecision> decisions,
            Column column,
            Function<SignalLook, @Nullable Double> part) {
        List<Double> values = new ArrayList<>();
        for (SignalLook look : looks(decisions, column)) {
            Double value = part.apply(look);
            if (value != null && Double.isFinite(value)) {
                values.add(value);
            }
        }
        values.sort(null);
        return values.isEmpty() ? null : values.get((values.size() - 1) / 2);
    }

    private static List<SignalLook> looks(List<RolloutDecision> decisions, Column column) {
        return decisions.stream()
                .flatMap(decision -> decision.getSignals().stream())
                .filter(look -> look.getSignal().equals(column.signal()))
                .toList();
    }

    private static long passing(RolloutDecision decision) {
        return decision.getSignals().stream()
                .filter(look -> look.getVerdict().equals("PASS"))
                .count();
    }

    private static List<RolloutDecision> ofKind(
            List<RolloutDecision> decisions, DecisionKind kind) {
        return decisions.stream().filter(one -> one.getKind() == kind).toList();
    }
}
