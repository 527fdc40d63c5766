package dev.kanit.codec.state;

import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rule.Reason;
import java.util.ArrayList;
import java.util.List;

/** Phases as bytes: a tag, then the fields. Tags and reason names are for ever. */
final class PhaseCodec {

    private static final int ENTERING = 1;
    private static final int BAKING = 2;
    private static final int WATCHING = 3;
    private static final int HELD = 4;
    private static final int RECOMMENDED = 5;
    private static final int ROLLING_BACK = 6;
    private static final int ROLLBACK_FAILED = 7;
    private static final int ROLLED_BACK = 8;
    private static final int COMPLETED = 9;
    private static final int PREPARING = 10;
    private static final int PROMOTING = 11;
    private static final int FAILURE_CLOSED = 12;

    private PhaseCodec() {}

    static void write(Phase phase, ByteWriter out) {
        switch (phase) {
            case Phase.Entering(int stage, long since, long action) -> {
                head(ENTERING, stage, since, out);
                out.writeLong(action);
            }
            case Phase.Baking(int stage, long since, long baked) -> {
                head(BAKING, stage, since, out);
                out.writeLong(baked);
            }
            case Phase.Watching(int stage, long since) -> head(WATCHING, stage, since, out);
            case Phase.Held held -> {
                head(HELD, held.stage(), held.sinceMillis(), out);
                write(held.standing(), out);
                write(held.reasons(), out);
                out.writeLong(held.untilMillis());
                out.writeLong(held.waived());
            }
            case Phase.Recommended recommended -> {
                head(RECOMMENDED, recommended.stage(), recommended.sinceMillis(), out);
                write(recommended.before(), out);
                out.writeLong(recommended.failing());
                out.writeLong(recommended.deadlineMillis());
            }
            case Phase.RollingBack(int stage, long since, long action, Reason reason) -> {
                head(ROLLING_BACK, stage, since, out);
                out.writeLong(action);
                out.writeString(reason.name());
            }
            case Phase.RollbackFailed(int stage, long since, long action, Reason reason) -> {
                head(ROLLBACK_FAILED, stage, since, out);
                out.writeLong(action);
                out.writeString(reason.name());
            }
            case Phase.RolledBack(int stage, long since, Reason reason) -> {
                head(ROLLED_BACK, stage, since, out);
                out.writeString(reason.name());
            }
            case Phase.Completed(int stage, long since) -> head(COMPLETED, stage, since, out);
            case Phase.Preparing(long since, List<Reason> heldFor) -> {
                head(PREPARING, 0, since, out);
                write(heldFor, out);
            }
            case Phase.Promoting(int stage, long since, long action) -> {
                head(PROMOTING, stage, since, out);
                out.writeLong(action);
            }
            case Phase.FailureClosed(int stage, long since, Reason reason) -> {
                head(FAILURE_CLOSED, stage, since, out);
                out.writeString(reason.name());
            }
        }
    }

    static Phase read(ByteReader in) {
        int tag = in.readByte();
        int stage = in.readInt();
        long since = in.readLong();
        return switch (tag) {
            case ENTERING -> new Phase.Entering(stage, since, in.readLong());
            case BAKING -> new Phase.Baking(stage, since, in.readLong());
            case WATCHING -> new Phase.Watching(stage, since);
            case HELD -> held(since, in);
            case RECOMMENDED ->
                    new Phase.Recommended(
                            (Phase.Interruptible) read(in), in.readLong(), since, in.readLong());
            case ROLLING_BACK -> new Phase.RollingBack(stage, since, in.readLong(), reason(in));
            case ROLLBACK_FAILED ->
                    new Phase.RollbackFailed(stage, since, in.readLong(), reason(in));
            case ROLLED_BACK -> new Phase.RolledBack(stage, since, reason(in));
            case COMPLETED -> new Phase.Completed(stage, since);
            case PREPARING -> new Phase.Preparing(since, reasons(in));
            case PROMOTING -> new Phase.Promoting(stage, since, in.readLong());
            case FAILURE_CLOSED -> new Phase.FailureClosed(stage, since, reason(in));
            default ->
                    throw new IllegalStateException(
                            "phase tag: " + tag + " (expected: 1 to " + FAILURE_CLOSED + ")");
        };
    }

    private static Phase held(long since, ByteReader in) {
        Phase.Standing standing = (Phase.Standing) read(in);
        return new Phase.Held(standing, reasons(in), since, in.readLong(), in.readLong());
    }

    private static void write(List<Reason> reasons, ByteWriter out) {
        out.writeLong(reasons.size());
        reasons.forEach(reason -> out.writeString(reason.name()));
    }

    private static List<Reason> reasons(ByteReader in) {
        int count = in.readInt();
        List<Reason> reasons = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            reasons.add(reason(in));
        }
        return reasons;
    }

    private static Reason reason(ByteReader in) {
        return Reason.valueOf(in.readString());
    }

    private static void head(int tag, int stage, long since, ByteWriter out) {
        out.writeByte(tag);
        out.writeLong(stage);
        out.writeLong(since);
    }
}
