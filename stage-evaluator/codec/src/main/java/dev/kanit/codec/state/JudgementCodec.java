package dev.kanit.codec.state;

import dev.kanit.decision.judge.Judge;
import dev.kanit.decision.judge.Judgement;

/** The judge's view as bytes and back. How many slots it has, the plan says. */
final class JudgementCodec {

    private JudgementCodec() {}

    static void write(Judgement judgement, ByteWriter out) {
        out.writeLong(judgement.openSinceMillis());
        out.writeDouble(judgement.answeredAt());
        out.writeLong(judgement.answered());
        double[] slots = judgement.toArray();
        out.writeLong(slots.length);
        for (double slot : slots) {
            out.writeDouble(slot);
        }
    }

    static Judgement read(Judge judge, ByteReader in) {
        long openSince = in.readLong();
        double answeredAt = in.readDouble();
        int answered = in.readInt();
        int stored = in.readInt();
        if (stored != Judgement.slots(judge)) {
            throw new IllegalStateException(
                    "judge slots: " + stored + " (expected: " + Judgement.slots(judge) + ")");
        }
        double[] slots = new double[stored];
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = in.readDouble();
        }
        return Judgement.of(judge, slots, openSince, answeredAt, answered);
    }
}
