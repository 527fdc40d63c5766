package dev.kanit.codec.plan;

import java.util.LinkedHashMap;
import java.util.Map;
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

    private static Map<String, Object> load(String text) {
        Map<String, Object> plan = new LinkedHashMap<>();
        if (new Load(LoadSettings.builder().build()).loadFromString(text)
                instanceof Map<?, ?> loaded) {
            loaded.forEach((key, value) -> plan.put(String.valueOf(key), value));
        }
        return plan;
    }
}
