package dev.kanit.codec.state;

import dev.kanit.decision.measure.Bucket;

/** A closed bucket as bytes: its start, then one mean per column. */
public final class BucketCodec {

    private BucketCodec() {}

    public static void write(Bucket bucket, ByteWriter out) {
        out.writeLong(bucket.startMillis());
        out.writeLong(bucket.columns());
        for (int column = 0; column < bucket.columns(); column++) {
            out.writeDouble(bucket.mean(column));
        }
    }

    public static Bucket read(ByteReader in) {
        long start = in.readLong();
        double[] means = new double[in.readInt()];
        for (int column = 0; column < means.length; column++) {
            means[column] = in.readDouble();
        }
        return new Bucket(start, means);
    }
}
