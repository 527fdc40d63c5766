package dev.kanit.collector.source;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.codec.plan.SignalQuery;
import dev.kanit.codec.plan.Source;
import dev.kanit.codec.plan.TrackQuery;
import dev.kanit.codec.plan.Tracks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The signals of the shipped plan, asked elsewhere and over a shorter window. */
public final class PlanA {

    private static final Path FILE = Path.of("../deploy/plans/spark-v1.4.0.yaml");

    private PlanA() {}

    public static CollectionPlan from(Source source, Duration window) {
        return new CollectionPlan(
                source, shipped().queries().stream().map(query -> within(query, window)).toList());
    }

    /** What {@code $track} stands for in the shipped plan. */
    public static Tracks tracks() {
        return shipped().source().tracks();
    }

    private static SignalQuery within(SignalQuery query, Duration window) {
        return new SignalQuery(
                query.signal(),
                query.query(),
                query.samples(),
                window,
                query.compared().map(one -> one instanceof TrackQuery.Ratio ? ratio(window) : one));
    }

    private static TrackQuery ratio(Duration window) {
        return new TrackQuery.Ratio(window);
    }

    private static CollectionPlan shipped() {
        try {
            if (PlanReader.read(Files.readString(FILE)) instanceof PlanReading.Accepted(var file)) {
                return file.collection();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError(FILE + " is no sound plan");
    }
}
