package dev.kanit.codec.plan;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Makes a rehearsal of a plan: the same rules against another target, at another speed. The result
 * is a plan of its own, with its own digest.
 */
public final class PlanOverlay {

    private static final String SPEED = "speed";
    private static final String WINDOW = "window";
    private static final Duration USUAL_WINDOW = Duration.ofMinutes(1);

    private PlanOverlay() {}

    /**
     * Replaces top-level blocks.
     *
     * @param text of a plan that {@link PlanReader} accepts
     * @param blocks by key, such as {@code speed} or {@code source}; values as YAML would load them
     */
    public static String replace(String text, Map<String, Object> blocks) {
        Map<String, Object> plan = load(text);
        plan.putAll(blocks);
        DumpSettings settings =
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setWidth(100)
                        .setSplitLines(false)
                        .build();
        return new Dump(settings).dumpToString(plan);
    }

    /**
     * A plan at the speed at which another one ran, unless it names its own.
     *
     * @param text of a plan that {@link PlanReader} accepts
     * @param recorded likewise
     */
    public static String atSpeedOf(String text, String recorded) {
        Object speed = load(recorded).get(SPEED);
        return speed == null || load(text).containsKey(SPEED)
                ? text
                : replace(text, Map.of(SPEED, speed));
    }

    /**
     * The plan with no window of a signal, or of its comparison, below a time: for a rehearsal that
     * takes readings more seldom than the plan. {@code for} and windows of conditions stay.
     *
     * @param text of a plan that {@link PlanReader} accepts
     */
    public static String lookingBack(String text, Duration atLeast) {
        Map<String, Object> signals = new LinkedHashMap<>();
        members(load(text).get("signals"))
                .forEach(
                        (name, block) -> {
                            Map<String, Object> signal = members(block);
                            widen(signal, USUAL_WINDOW, atLeast);
                            Map<String, Object> baseline = members(signal.get("baseline"));
                            if (baseline.containsKey(WINDOW)) {
                                widen(baseline, USUAL_WINDOW, atLeast);
                                signal.put("baseline", baseline);
                            }
                            signals.put(name, signal);
                        });
        return replace(text, Map.of("signals", signals));
    }

    private static void widen(Map<String, Object> block, Duration usual, Duration atLeast) {
        Duration window =
                Optional.ofNullable(block.get(WINDOW))
                        .flatMap(text -> Durations.parse(String.valueOf(text)))
                        .orElse(usual);
        if (window.compareTo(atLeast) < 0) {
            block.put(WINDOW, atLeast.toMillis() + "ms");
        }
    }

    private static Map<String, Object> load(String text) {
        return members(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    /** By name; empty for anything but a mapping. */
    private static Map<String, Object> members(@Nullable Object node) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (node instanceof Map<?, ?> mapping) {
            mapping.forEach((key, value) -> members.put(String.valueOf(key), value));
        }
        return members;
    }
}
