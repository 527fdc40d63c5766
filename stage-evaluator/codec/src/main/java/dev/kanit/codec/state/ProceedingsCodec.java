package dev.kanit.codec.state;

import dev.kanit.decision.plan.ZoneFacts;
import dev.kanit.decision.rollout.Freezing;
import dev.kanit.decision.rollout.NightWatch;
import dev.kanit.decision.rollout.Preparation;
import dev.kanit.decision.rollout.Preparation.Answer;
import dev.kanit.decision.rollout.Preparation.Approval;
import dev.kanit.decision.rollout.Preparation.Outcome;
import dev.kanit.decision.rollout.Proceedings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What goes on around the stages as bytes and back. Outcome names are for ever. */
final class ProceedingsCodec {

    private ProceedingsCodec() {}

    static void write(Proceedings proceedings, ByteWriter out) {
        write(proceedings.preparation(), out);
        out.writeString(proceedings.freezing().declaredBy());
        out.writeString(proceedings.freezing().zone().map(ZoneFacts::text).orElse(""));
        out.writeByte(proceedings.night().isPresent() ? 1 : 0);
        proceedings.night().ifPresent(night -> write(night, out));
    }

    static Proceedings read(ByteReader in) {
        Preparation preparation = preparation(in);
        Freezing freezing = new Freezing(in.readString(), ZoneFacts.parse(in.readString()));
        Optional<NightWatch> night = in.readByte() == 0 ? Optional.empty() : Optional.of(night(in));
        return new Proceedings(preparation, freezing, night);
    }

    private static void write(NightWatch night, ByteWriter out) {
        out.writeLong(night.sinceMillis());
        out.writeLong(night.nextMillis());
        out.writeLong(night.failingSinceMillis());
        out.writeLong(night.totalsAtStart().size());
        night.totalsAtStart().forEach(out::writeDouble);
        out.writeLong(night.totalsAnswered());
    }

    private static NightWatch night(ByteReader in) {
        long since = in.readLong();
        long next = in.readLong();
        long failingSince = in.readLong();
        List<Double> totals = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            totals.add(in.readDouble());
        }
        return new NightWatch(since, next, failingSince, totals, in.readLong());
    }

    private static void write(Preparation preparation, ByteWriter out) {
        out.writeLong(preparation.plannedAtMillis());
        out.writeLong(preparation.answers().size());
        for (Answer answer : preparation.answers()) {
            out.writeLong(answer.run());
            if (answer.run() > 0) {
                out.writeString(answer.outcome().name());
                out.writeLong(answer.awaitedUntilMillis());
            }
        }
        out.writeLong(preparation.told().size());
        preparation.told().forEach(out::writeLong);
        out.writeLong(preparation.approvals().size());
        for (Approval approval : preparation.approvals()) {
            out.writeString(approval.by());
            out.writeLong(approval.expiresAtMillis());
            out.writeByte(approval.ofOverride() ? 1 : 0);
        }
    }

    private static Preparation preparation(ByteReader in) {
        long planned = in.readLong();
        List<Answer> answers = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int run = in.readInt();
            answers.add(
                    run == 0
                            ? new Answer(Outcome.PENDING, 0)
                            : new Answer(Outcome.valueOf(in.readString()), run, in.readLong()));
        }
        List<Integer> told = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            told.add(in.readInt());
        }
        List<Approval> approvals = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            approvals.add(new Approval(in.readString(), in.readLong(), in.readByte() != 0));
        }
        return new Preparation(planned, answers, told, approvals);
    }
}
