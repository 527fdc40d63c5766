package dev.kanit.codec.record;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.measure.PlanLayout;
import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.measure.Track;
import dev.kanit.decision.plan.Signal;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SliceDecoder;
import dev.kanit.schemas.WireFormat;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.SignalSnapshot;
import dev.kanit.wire.TrackReadings;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link SignalSnapshot} straight into the core's arrays. Nine tenths of all records are
 * snapshots, so those in our own schema are decoded field by field, without the record in between;
 * other writers' schemas take Avro's resolving reader. Not thread-safe.
 *
 * <p>The field order below is that of {@code SignalSnapshot.avsc}; a test holds both together.
 */
public final class SnapshotReader {

    /** More readings than this are no snapshot of ours. */
    private static final int MAX_READINGS = 256;

    private static final Track[] TRACKS = {
        Track.CANARY, Track.BASELINE, Track.HALF_A, Track.HALF_B
    };

    private final RecordCodec<SignalSnapshot> codec;
    private final SliceDecoder decoder = new SliceDecoder();

    public SnapshotReader(RecordCodec<SignalSnapshot> codec) {
        this.codec = codec;
    }

    /**
     * Reads the snapshot in {@code value}. Signals that the plan does not know are passed over.
     *
     * @throws MalformedRecordException when the bytes are no snapshot of this rollout
     */
    public Snapshot read(byte[] value, String rolloutId, SignalNames names) {
        if (WireFormat.schemaIdOf(value) != codec.writerSchemaId()) {
            return convert(codec.decode(value), rolloutId, names);
        }
        if (value.length > WireFormat.MAX_VALUE_BYTES) {
            throw new MalformedRecordException(
                    MalformedRecordException.Reason.TOO_LARGE,
                    "value: "
                            + value.length
                            + " bytes (expected: at most "
                            + WireFormat.MAX_VALUE_BYTES
                            + ")");
        }
        decoder.reset(value, WireFormat.PREFIX_BYTES);
        Snapshot.Builder builder = new Snapshot.Builder(names.size());
        try {
            if (!decoder.passIfString(rolloutId.getBytes(StandardCharsets.UTF_8))) {
                requireRollout(decoder.readString(), rolloutId);
            }
            decoder.skipString();
            decoder.readLong();
            builder.takenAt(decoder.readLong());
            readReadings(builder, names);
        } catch (IOException | RuntimeException unreadable) {
            throw unreadable instanceof MalformedRecordException malformed
                    ? malformed
                    : new MalformedRecordException(
                            unreadable instanceof EOFException
                                    ? MalformedRecordException.Reason.TRUNCATED
                                    : MalformedRecordException.Reason.UNREADABLE,
                            "SignalSnapshot cannot be read: " + unreadable.getMessage(),
                            unreadable);
        }
        if (decoder.remaining() > 0) {
            throw new MalformedRecordException(
                    MalformedRecordException.Reason.TRAILING_BYTES,
                    "bytes after the record: " + decoder.remaining() + " (expected: 0)");
        }
        return builder.build();
    }

    private void readReadings(Snapshot.Builder builder, SignalNames names) throws IOException {
        int position = 0;
        for (long block = decoder.readArrayStart(); block != 0; block = decoder.arrayNext()) {
            for (long item = 0; item < block; item++) {
                if (position >= MAX_READINGS) {
                    throw tooMany();
                }
                readReading(builder, names, position++);
            }
        }
    }

    private void readReading(Snapshot.Builder builder, SignalNames names, int position)
            throws IOException {
        int signal =
                names.isNext(decoder, position) ? position : names.indexOf(decoder.readString());
        boolean hasCanary = isThere();
        double canary = hasCanary ? decoder.readDouble() : Double.NaN;
        double baseline = isThere() ? decoder.readDouble() : Double.NaN;
        long samples = isThere() ? decoder.readLong() : -1;
        int ageMillis = decoder.readInt();
        Absence absence = isThere() ? absence(decoder.readEnum()) : Absence.NO_DATA;
        if (isThere()) {
            readTracks(builder, signal);
        }
        if (signal >= 0) {
            if (hasCanary) {
                builder.reading(signal, canary, baseline, samples);
            } else {
                builder.missing(signal, absence, baseline);
            }
            builder.age(signal, ageMillis);
        }
    }

    /** Values of all tracks, then totals of all tracks, each in the order of {@link #TRACKS}. */
    private void readTracks(Snapshot.Builder builder, int signal) throws IOException {
        for (int field = 0; field < 2 * TRACKS.length; field++) {
            if (isThere()) {
                double value = decoder.readDouble();
                if (signal >= 0) {
                    builder.track(
                            signal, TRACKS[field % TRACKS.length], field >= TRACKS.length, value);
                }
            }
        }
    }

    /** Whether an optional field is not null. */
    private boolean isThere() throws IOException {
        int index = decoder.readIndex();
        if (index < 0 || index > 1) {
            throw new IOException("union: " + index + " (expected: 0 or 1)");
        }
        return index == 1;
    }

    private static Snapshot convert(SignalSnapshot record, String rolloutId, SignalNames names) {
        requireRollout(record.getRolloutId(), rolloutId);
        if (record.getReadings().size() > MAX_READINGS) {
            throw tooMany();
        }
        Snapshot.Builder builder =
                new Snapshot.Builder(names.size()).takenAt(record.getTakenAt().toEpochMilli());
        for (SignalReading reading : record.getReadings()) {
            int signal = names.indexOf(reading.getSignal());
            if (signal >= 0) {
                fill(builder, signal, reading);
            }
        }
        return builder.build();
    }

    private static void fill(Snapshot.Builder builder, int signal, SignalReading reading) {
        @Nullable Double canary = reading.getCanary();
        @Nullable Double baseline = reading.getBaseline();
        @Nullable Long samples = reading.getSamples();
        double base = baseline == null ? Double.NaN : baseline;
        if (canary == null) {
            dev.kanit.wire.@Nullable Absence why = reading.getAbsence();
            builder.missing(
                    signal, why == null ? Absence.NO_DATA : Absence.valueOf(why.name()), base);
        } else {
            builder.reading(signal, canary, base, samples == null ? -1 : samples);
        }
        builder.age(signal, reading.getAgeMillis());
        @Nullable TrackReadings tracks = reading.getTracks();
        if (tracks != null) {
            track(builder, signal, Track.CANARY, tracks.getCanary(), tracks.getCanaryTotal());
            track(builder, signal, Track.BASELINE, tracks.getBaseline(), tracks.getBaselineTotal());
            track(builder, signal, Track.HALF_A, tracks.getHalfA(), tracks.getHalfATotal());
            track(builder, signal, Track.HALF_B, tracks.getHalfB(), tracks.getHalfBTotal());
        }
    }

    private static void track(
            Snapshot.Builder builder,
            int signal,
            Track track,
            @Nullable Double value,
            @Nullable Double total) {
        if (value != null) {
            builder.track(signal, track, false, value);
        }
        if (total != null) {
            builder.track(signal, track, true, total);
        }
    }

    private static Absence absence(int ordinal) {
        return switch (ordinal) {
            case 0 -> Absence.NO_DATA;
            case 1 -> Absence.PROVIDER_DOWN;
            case 2 -> Absence.NOT_A_NUMBER;
            case 3 -> Absence.TIMED_OUT;
            default -> throw new IllegalStateException("absence: " + ordinal + " (expected: 0-3)");
        };
    }

    private static void requireRollout(String found, String rolloutId) {
        if (!found.equals(rolloutId)) {
            throw new MalformedRecordException(
                    MalformedRecordException.Reason.UNREADABLE,
                    "rolloutId: " + found + " (expected: the record's key, " + rolloutId + ")");
        }
    }

    private static MalformedRecordException tooMany() {
        return new MalformedRecordException(
                MalformedRecordException.Reason.TOO_LARGE,
                "readings: more than "
                        + MAX_READINGS
                        + " (expected: at most "
                        + MAX_READINGS
                        + ")");
    }

    /** A plan's signal names as bytes, asked for in the order in which producers send them. */
    public static final class SignalNames {

        private final byte[][] names;

        public SignalNames(PlanLayout layout) {
            List<Signal> signals = layout.plan().signals();
            names = new byte[signals.size()][];
            for (int index = 0; index < names.length; index++) {
                names[index] = signals.get(index).name().getBytes(StandardCharsets.UTF_8);
            }
        }

        int size() {
            return names.length;
        }

        /** Passes over the name if it is the signal's at {@code position}. */
        boolean isNext(SliceDecoder decoder, int position) throws IOException {
            return position < names.length && decoder.passIfString(names[position]);
        }

        /** The signal's index, or -1. */
        int indexOf(String name) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            for (int index = 0; index < names.length; index++) {
                if (Arrays.equals(names[index], bytes)) {
                    return index;
                }
            }
            return -1;
        }
    }
}
