package dev.kanit.decision.explain;

import dev.kanit.decision.judge.Evidence;
import dev.kanit.decision.judge.Forecast;
import dev.kanit.decision.judge.Judge;
import dev.kanit.decision.judge.Judged;
import dev.kanit.decision.judge.Judgement;
import dev.kanit.decision.judge.SignalEvidence;
import dev.kanit.decision.judge.SignalEvidence.Kind;
import dev.kanit.decision.judge.SignalEvidence.Standing;
import dev.kanit.decision.plan.BaselineComparison.Compare;
import dev.kanit.decision.plan.Limit;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Signal;
import dev.kanit.decision.plan.Stage;
import dev.kanit.decision.plan.Unit;
import dev.kanit.decision.rollout.EvidenceDecider;
import dev.kanit.decision.rollout.RolloutState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the judge found, in plain words and numbers. */
public final class JudgeText {

    private static final int SHOWN = 3;
    private static final double HALF = 0.5;

    /** A worsening by so much is three times as bad. */
    private static final double MANY_TIMES = 2;

    private JudgeText() {}

    /** What speaks against the canary, its largest contributors first. */
    static String against(RolloutState state) {
        return state.observation()
                .judgement()
                .map(judgement -> against(state, judgement))
                .orElse("");
    }

    private static String against(RolloutState state, Judgement judgement) {
        Judge judge = state.rules().judge().orElseThrow();
        Evidence evidence = Evidence.of(judge.layout(), judgement.state());
        List<String> parts = new ArrayList<>();
        SignalEvidence.all(judge.layout(), judgement.state()).stream()
                .filter(one -> one.evidence() > 1 && one.share() > 0)
                .sorted(Comparator.comparingDouble(SignalEvidence::share).reversed())
                .limit(SHOWN)
                .map(JudgeText::contributor)
                .forEach(parts::add);
        return "evidence "
                + Show.number(evidence.againstCanary())
                + " against the canary (holds at "
                + Show.number(Evidence.HOLD_AT)
                + ", rolls back at "
                + Show.number(Evidence.ROLLBACK_AT)
                + "): "
                + (parts.isEmpty() ? "no signal stands out" : String.join("; ", parts));
    }

    private static String contributor(SignalEvidence one) {
        String name = one.name() + " " + percent(one.share()) + " of it";
        if (one.kind() == Kind.GROUP) {
            return name + ", the group together";
        }
        return name
                + ", "
                + change(one.worsening())
                + " (allowed +"
                + percent(one.allowed())
                + (Double.isNaN(one.noise()) ? "" : ", noise " + percent(one.noise()))
                + (one.events() < 0 ? "" : ", " + one.events() + " events")
                + ", "
                + one.comparedTicks()
                + " ticks)"
                + (one.standing() == Standing.GATED ? ", may only hold" : "");
    }

    /** Signals that grow away from the stable fleet's. */
    static String leaking(RolloutState state) {
        return named(state, Standing.LEAKING);
    }

    /** Signals that this stage has compared too seldom. */
    static String wanting(RolloutState state) {
        List<String> wanting = EvidenceDecider.wanting(state);
        List<String> parts = new ArrayList<>();
        for (SignalEvidence one : all(state)) {
            if (wanting.contains(one.name())) {
                parts.add(
                        one.name()
                                + " compared in "
                                + one.comparedTicks()
                                + " of "
                                + one.stageTicks()
                                + " ticks"
                                + (one.events() < 0 ? "" : ", " + one.events() + " events"));
            }
        }
        return String.join("; ", parts);
    }

    /** All that the judge holds, for the record; empty when it is not asked. */
    public static List<SignalEvidence> all(RolloutState state) {
        Optional<Judgement> judgement = state.observation().judgement();
        return judgement.isEmpty()
                ? List.of()
                : SignalEvidence.all(
                        state.rules().judge().orElseThrow().layout(), judgement.get().state());
    }

    /**
     * What would become visible, and when, at this traffic: one sentence a signal. For counts with
     * a limit of their own a rise by half of it, for the rest a rise by half.
     */
    public static List<String> forecast(RolloutState state) {
        Optional<Judgement> judgement = state.observation().judgement();
        if (judgement.isEmpty() || all(state).stream().allMatch(one -> one.stageTicks() == 0)) {
            return List.of();
        }
        Judge judge = state.rules().judge().orElseThrow();
        Stage stage = state.plan().stages().get(state.phase().stage());
        List<String> sentences = new ArrayList<>();
        for (int index = 0; index < judge.layout().signals().size(); index++) {
            Judged judged = judge.layout().signals().get(index);
            Signal signal = state.plan().signals().get(judged.index());
            double baseline = state.measured().baseline(judged.index());
            double rise = rise(signal, baseline);
            double ticks = Forecast.ticks(judge.layout(), judgement.get().state(), index, rise);
            sentences.add(
                    (signal.largerIsWorse() ? "a rise of " : "a fall of ")
                            + judged.name()
                            + " by "
                            + size(signal, baseline, rise)
                            + (ticks > judge.layout().horizonTicks()
                                    ? " would not become visible within this rollout"
                                    : " becomes visible in about " + about(state.plan(), ticks))
                            + " at "
                            + stage.name()
                            + " traffic");
        }
        return sentences;
    }

    private static double rise(Signal signal, double baseline) {
        double limit = limit(signal);
        boolean counts =
                signal.comparison().filter(one -> one.compare() == Compare.COUNTS).isPresent();
        return counts && baseline > 0 && limit > 0 ? HALF * limit / baseline : HALF;
    }

    private static String size(Signal signal, double baseline, double rise) {
        double limit = limit(signal);
        boolean inUnit = rise != HALF && baseline > 0 && limit > 0;
        if (!inUnit) {
            return percent(rise);
        }
        return signal.unit().equals(Unit.RATIO)
                ? Show.number(100 * HALF * limit) + " points"
                : Show.value(HALF * limit, signal.unit());
    }

    private static double limit(Signal signal) {
        return signal.passes()
                .map(
                        passes ->
                                passes.right() instanceof Limit.Fixed(double value)
                                        ? value
                                        : Double.NaN)
                .orElse(Double.NaN);
    }

    private static String about(RolloutPlan plan, double ticks) {
        long millis = (long) (StrictMath.ceil(ticks) * plan.bucket().toMillis());
        double minutes = millis / 60_000.0;
        return minutes >= 1
                ? Show.number(StrictMath.rint(minutes)) + " min"
                : Show.number(millis / 1000.0) + " s";
    }

    private static String named(RolloutState state, Standing standing) {
        return String.join(
                "; ",
                all(state).stream()
                        .filter(one -> one.standing() == standing)
                        .map(one -> one.name() + " " + change(one.worsening()))
                        .toList());
    }

    /** A share; from three times the stable fleet's on, as people say it at night. */
    private static String change(double worsening) {
        if (worsening >= MANY_TIMES) {
            return Show.number(StrictMath.rint(1 + worsening)) + " times the stable fleet's";
        }
        return Double.isNaN(worsening)
                ? "worsening unknown"
                : percent(StrictMath.abs(worsening)) + (worsening < 0 ? " better" : " worse");
    }

    private static String percent(double share) {
        return Show.number(StrictMath.rint(1000 * share) / 10) + "%";
    }
}
