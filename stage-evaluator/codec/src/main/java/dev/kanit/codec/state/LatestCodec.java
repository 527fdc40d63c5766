package dev.kanit.codec.state;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.measure.Latest;
import dev.kanit.decision.measure.OpenBucket;

/** The newest readings and the open bucket as bytes; what is not there takes no space. */
final class LatestCodec {

    private static final int HAS_BASELINE = 1;
    private static final int HAS_SAMPLES = 2;
    private static final int IS_MISSING = 4;

    private LatestCodec() {}

    static void write(Latest latest, ByteWriter out) {
        out.writeLong(latest.takenAtMillis());
        for (int signal = 0; signal < latest.size(); signal++) {
            boolean missing = latest.absence(signal) != Absence.PRESENT;
            int flags =
                    (Double.isNaN(latest.baseline(signal)) ? 0 : HAS_BASELINE)
                            | (latest.samples(signal) == Latest.NONE ? 0 : HAS_SAMPLES)
                            | (missing ? IS_MISSING : 0);
            out.writeByte(flags);
            if (missing) {
                out.writeString(latest.absence(signal).name());
                out.writeLong(latest.takenAtMillis() - latest.missingSinceMillis(signal));
            } else {
                out.writeDouble(latest.canary(signal));
            }
            if ((flags & HAS_BASELINE) != 0) {
                out.writeDouble(latest.baseline(signal));
            }
            if ((flags & HAS_SAMPLES) != 0) {
                out.writeLong(latest.samples(signal));
            }
        }
    }

    static Latest readLatest(int signals, ByteReader in) {
        long takenAt = in.readLong();
        double[] canary = new double[signals];
        double[] baseline = new double[signals];
        long[] samples = new long[signals];
        Absence[] absence = new Absence[signals];
        long[] missingSince = new long[signals];
        for (int signal = 0; signal < signals; signal++) {
            int flags = in.readByte();
            if ((flags & IS_MISSING) != 0) {
                canary[signal] = Double.NaN;
                absence[signal] = Absence.valueOf(in.readString());
                missingSince[signal] = takenAt - in.readLong();
            } else {
                canary[signal] = in.readDouble();
                absence[signal] = Absence.PRESENT;
                missingSince[signal] = Latest.NONE;
            }
            baseline[signal] = (flags & HAS_BASELINE) != 0 ? in.readDouble() : Double.NaN;
            samples[signal] = (flags & HAS_SAMPLES) != 0 ? in.readLong() : Latest.NONE;
        }
        return new Latest(takenAt, canary, baseline, samples, absence, missingSince);
    }

    static void write(OpenBucket open, ByteWriter out) {
        out.writeLong(open.startMillis());
        for (int column = 0; column < open.columns(); column++) {
            out.writeLong(open.count(column));
            if (open.count(column) > 0) {
                out.writeDouble(open.sum(column));
            }
        }
    }

    static OpenBucket readOpen(int columns, ByteReader in) {
        long start = in.readLong();
        double[] sums = new double[columns];
        int[] counts = new int[columns];
        for (int column = 0; column < columns; column++) {
            counts[column] = in.readInt();
            if (counts[column] > 0) {
                sums[column] = in.readDouble();
            }
        }
        return new OpenBucket(start, sums, counts);
    }
}
