package dev.kanit.codec.state;

import dev.kanit.decision.judge.Judgement;
import dev.kanit.decision.measure.BaselineLevels;
import dev.kanit.decision.measure.Bucket;
import dev.kanit.decision.measure.Latest;
import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.measure.OpenBucket;
import dev.kanit.decision.measure.PlanLayout;
import dev.kanit.decision.measure.Trends;
import dev.kanit.decision.rollout.Authority;
import dev.kanit.decision.rollout.Counters;
import dev.kanit.decision.rollout.Observation;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rollout.Steadiness;
import dev.kanit.decision.rule.Reason;
import dev.kanit.decision.rule.Rulebook;
import dev.kanit.decision.rule.Streaks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A rollout's state as bytes and back. The plan and the closed buckets are stored beside it: the
 * one never changes, the others each once.
 */
public final class StateCodec {

    private static final int VERSION = 5;

    private StateCodec() {}

    /** Writes all but the plan, the closed buckets and the baseline's levels. */
    public static void write(RolloutState state, ByteWriter out) {
        out.writeByte(VERSION);
        PhaseCodec.write(state.phase(), out);
        out.writeLong(state.trendHolds());
        Observation seen = state.observation();
        LatestCodec.write(seen.measured().latest(), out);
        LatestCodec.write(seen.measured().open(), out);
        writeTrends(seen.measured(), out);
        BurnsCodec.write(state.plan(), seen.measured().burns(), out);
        StreaksCodec.write(seen.streaks(), out);
        out.writeLong(seen.steadiness().cleanSinceMillis());
        out.writeLong(seen.steadiness().passingSinceMillis());
        out.writeLong(seen.steadiness().thinSinceMillis());
        seen.judgement().ifPresent(judgement -> JudgementCodec.write(judgement, out));
        out.writeString(seen.lastIgnored().map(Reason::name).orElse(""));
        AuthorityCodec.write(state.authority(), out);
        out.writeLong(state.counters().clockMillis());
        out.writeLong(state.counters().sequence());
        out.writeLong(state.counters().generation());
        ProceedingsCodec.write(state.proceedings(), out);
    }

    /**
     * Puts a state together again.
     *
     * @param rules of the same plan
     * @param levels as stored; empty when they were never written
     * @param closed the stored buckets, in any order
     * @throws IllegalStateException when the bytes are no such state
     */
    public static RolloutState read(
            String id,
            Rulebook rules,
            Optional<BaselineLevels> levels,
            List<Bucket> closed,
            ByteReader in) {
        requireVersion(in);
        PlanLayout layout = rules.layout();
        Phase phase = PhaseCodec.read(in);
        int trendHolds = in.readInt();
        Latest latest = LatestCodec.readLatest(layout.signals(), in);
        OpenBucket open = LatestCodec.readOpen(layout.columns(), in);
        Trends trends = readTrends(layout.signals(), in);
        Measurements measured =
                Measurements.restore(
                        layout,
                        latest,
                        levels.orElse(BaselineLevels.none(layout.signals())),
                        open,
                        closed,
                        trends,
                        BurnsCodec.read(rules.plan(), in));
        Streaks streaks = StreaksCodec.read(rules.triggers().size(), in);
        Steadiness steadiness = new Steadiness(in.readLong(), in.readLong(), in.readLong());
        Optional<Judgement> judgement = rules.judge().map(judge -> JudgementCodec.read(judge, in));
        String ignored = in.readString();
        Observation seen =
                new Observation(
                        measured,
                        streaks,
                        steadiness,
                        judgement,
                        ignored.isEmpty()
                                ? Optional.empty()
                                : Optional.of(Reason.valueOf(ignored)));
        Authority authority = AuthorityCodec.read(in);
        Counters counters = new Counters(in.readLong(), in.readLong(), in.readLong());
        return new RolloutState(
                id, rules, phase, trendHolds, seen, authority, counters, ProceedingsCodec.read(in));
    }

    /**
     * Since when a stored rollout has been over, epoch milliseconds, read without its plan.
     *
     * @return empty while it is running
     */
    public static OptionalLong closedSinceMillis(ByteReader in) {
        requireVersion(in);
        return switch (PhaseCodec.read(in)) {
            case Phase.RolledBack(_, long since, _) -> OptionalLong.of(since);
            case Phase.Completed(_, long since) -> OptionalLong.of(since);
            case Phase.FailureClosed(_, long since, _) -> OptionalLong.of(since);
            case Phase.Preparing _, Phase.Live _, Phase.RollingBack _, Phase.RollbackFailed _ ->
                    OptionalLong.empty();
        };
    }

    private static void requireVersion(ByteReader in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "state version: " + version + " (expected: " + VERSION + ")");
        }
    }

    private static void writeTrends(Measurements measured, ByteWriter out) {
        boolean any = measured.trends().anyWorsening();
        out.writeByte(any ? 1 : 0);
        for (int signal = 0; any && signal < measured.layout().signals(); signal++) {
            out.writeByte(measured.trends().course(signal));
        }
    }

    private static Trends readTrends(int signals, ByteReader in) {
        byte[] course = new byte[signals];
        boolean any = in.readByte() != 0;
        for (int signal = 0; any && signal < signals; signal++) {
            course[signal] = (byte) in.readByte();
        }
        return Trends.of(course);
    }
}
