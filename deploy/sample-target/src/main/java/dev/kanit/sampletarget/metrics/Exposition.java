package dev.kanit.sampletarget.metrics;

import java.util.List;
import java.util.function.BiConsumer;

/** Writes the Prometheus text format, version 0.0.4. */
public final class Exposition {

    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(24 * 1024);

    /** Begins a metric; its samples follow. */
    public Exposition metric(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /**
     * Writes one sample.
     *
     * @param labels as they stand between the braces; empty for none
     */
    public Exposition sample(String name, String labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ');
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            text.append((long) value);
        } else {
            text.append(value);
        }
        text.append('\n');
        return this;
    }

    /** One metric of every track: {@code each} writes the samples of the track it is given. */
    public <T> Exposition metric(
            String name, String type, String help, List<T> tracks, BiConsumer<Exposition, T> each) {
        metric(name, type, help);
        tracks.forEach(track -> each.accept(this, track));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
