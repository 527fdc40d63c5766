package dev.kanit.codec.state;

import dev.kanit.decision.measure.BaselineLevels;

/** The baseline's levels as bytes and back. They are stored apart, since they seldom change. */
public final class LevelsCodec {

    private LevelsCodec() {}

    public static void write(BaselineLevels levels, ByteWriter out) {
        out.writeLong(levels.size());
        for (int signal = 0; signal < levels.size(); signal++) {
            out.writeDouble(levels.level(signal));
        }
    }

    public static BaselineLevels read(ByteReader in) {
        double[] levels = new double[in.readInt()];
        for (int signal = 0; signal < levels.length; signal++) {
            levels[signal] = in.readDouble();
        }
        return BaselineLevels.of(levels);
    }
}
