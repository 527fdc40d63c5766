package dev.kanit.codec.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * The plan with a first night that passes more quickly than its stages. How long a condition of
     * the night must fail ({@code passFor}) stays, as the stages' patience does.
     *
     * @param text of a plan that {@link PlanReader} accepts
     * @param factor by what the night's durations are divided; 1 or more
     */
    public static String quickerNight(String text, double factor) {
        Map<String, Object> plan = load(text);
        if (!plan.containsKey("night")) {
            return text;
        }
        Map<String, Object> night = members(plan.get("night"));
        quicken(night, factor, "for", "rollbackWithin");
        if (night.get("snapshots") instanceof List<?> parts) {
            night.put(
                    "snapshots",
                    parts.stream()
                            .map(
                                    part -> {
                                        Map<String, Object> quicker = members(part);
                                        quicken(quicker, factor, "until", "every");
                                        return quicker;
                                    })
                            .toList());
        }
        Map<String, Object> slo = members(night.get("slo"));
        quicken(slo, factor, "period");
        if (!slo.isEmpty()) {
            night.put("slo", slo);
        }
        if (night.containsKey("burn")) {
            night.put("burn", quickerBurn(members(night.get("burn")), factor));
        }
        Map<String, Object> totals = new LinkedHashMap<>();
        members(night.get("totals"))
                .forEach(
                        (signal, limit) -> {
                            Map<String, Object> total = members(limit);
                            quicken(total, factor, "within");
                            if (total.get("below") instanceof Number below) {
                                total.put("below", below.doubleValue() / factor);
                            }
                            totals.put(signal, total);
                        });
        if (!totals.isEmpty()) {
            night.put("totals", totals);
        }
        Map<String, Object> blocks = new LinkedHashMap<>();
        blocks.put("night", night);
        if (plan.containsKey("freeze")) {
            Map<String, Object> freeze = members(plan.get("freeze"));
            quicken(freeze, factor, "until");
            blocks.put("freeze", freeze);
        }
        return replace(text, blocks);
    }

    private static Map<String, Object> quickerBurn(Map<String, Object> burn, double factor) {
        Map<String, Object> quicker = new LinkedHashMap<>();
        burn.forEach(
                (window, limit) -> {
                    if (limit instanceof Map<?, ?>) {
                        quicker.put(window, quickerBurn(members(limit), factor));
                    } else {
                        quicker.put(quicker(window, factor), limit);
                    }
                });
        return quicker;
    }

    private static void quicken(Map<String, Object> block, double factor, String... keys) {
        for (String key : keys) {
            if (block.containsKey(key)) {
                block.put(key, quicker(String.valueOf(block.get(key)), factor));
            }
        }
    }

    private static String quicker(String duration, double factor) {
        return Durations.parse(duration)
                .map(whole -> Math.round(whole.toMillis() / factor) + "ms")
                .orElse(duration);
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
