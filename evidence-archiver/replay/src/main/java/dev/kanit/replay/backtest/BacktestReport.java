package dev.kanit.replay.backtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a plan under test changes about all past rollouts.
 *
 * @param compared rollouts that it was asked about
 * @param notApplicable bundles that say nothing about it
 * @param unusable bundles that may, and could not be used
 */
public record BacktestReport(
        List<Comparison> compared,
        List<PastCase.NotApplicable> notApplicable,
        List<PastCase.Unusable> unusable) {

    /** What a merge gate goes by. */
    public enum Verdict {
        /** No rollout ends worse than by its own plan. */
        NOTHING_WORSE(0),
        /** A false rollback or a miss that the rollout's own plan did not have. */
        WORSE(2),
        /** Nothing worse was seen, but not every bundle could be used. */
        BUNDLE_UNUSABLE(3),
        /** No bundle is of the plan's service: nothing was tested. */
        NOTHING_TESTED(1);

        private final int exitCode;

        Verdict(int exitCode) {
            this.exitCode = exitCode;
        }

        /** Of a program that prints the verdict. */
        public int exitCode() {
            return exitCode;
        }
    }

    public BacktestReport {
        compared = List.copyOf(compared);
        notApplicable = List.copyOf(notApplicable);
        unusable = List.copyOf(unusable);
    }

    /** Sorts what was found, in the order given. */
    public static BacktestReport of(List<PastCase> cases) {
        List<Comparison> compared = new ArrayList<>();
        List<PastCase.NotApplicable> notApplicable = new ArrayList<>();
        List<PastCase.Unusable> unusable = new ArrayList<>();
        for (PastCase one : cases) {
            switch (one) {
                case PastCase.Compared(Comparison comparison) -> compared.add(comparison);
                case PastCase.NotApplicable other -> notApplicable.add(other);
                case PastCase.Unusable other -> unusable.add(other);
            }
        }
        return new BacktestReport(compared, notApplicable, unusable);
    }

    /** What was found, the worst first: a known loss counts more than a bundle left out. */
    public Verdict verdict() {
        if (compared.stream().anyMatch(Comparison::isWorse)) {
            return Verdict.WORSE;
        }
        if (!unusable.isEmpty()) {
            return Verdict.BUNDLE_UNUSABLE;
        }
        return compared.isEmpty() ? Verdict.NOTHING_TESTED : Verdict.NOTHING_WORSE;
    }

    public int bundles() {
        return compared.size() + notApplicable.size() + unusable.size();
    }

    public long changedDecisions() {
        return compared.stream().mapToLong(Comparison::changedDecisions).sum();
    }

    /** Rollouts that stand so by the plan under test. */
    public long count(Standing standing) {
        return compared.stream().filter(one -> one.standingNow() == standing).count();
    }

    /** Those among them that stood otherwise by their own plan. */
    public long countNew(Standing standing) {
        return compared.stream()
                .filter(one -> one.standingNow() == standing && one.standingBefore() != standing)
                .count();
    }

    /** Rollouts whose own plan was wrong, and the plan under test is not. */
    public long better() {
        return compared.stream().filter(Comparison::isBetter).count();
    }

    /** Median of the seconds gained where both plans roll back; the mean of the middle two. */
    public OptionalDouble medianSecondsGained() {
        double[] seconds =
                compared.stream()
                        .flatMap(one -> one.gained().stream())
                        .mapToDouble(BacktestReport::seconds)
                        .sorted()
                        .toArray();
        if (seconds.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = seconds.length / 2;
        return OptionalDouble.of(
                seconds.length % 2 == 1
                        ? seconds[middle]
                        : (seconds[middle - 1] + seconds[middle]) / 2);
    }

    /** A duration in seconds, to the millisecond that decisions are timed in. */
    public static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
