package dev.kanit.standalone.demo;

import dev.kanit.codec.plan.PlanOverlay;
import dev.kanit.sampletarget.SampleTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a plan to the sample target: its metrics, its router, its addresses in checks. */
public final class SampleBinding {

    /** As the sample target labels its series. */
    private static final Map<String, String> TRACKS =
            Map.of(
                    "canary", "canary",
                    "baseline", "baseline-a|baseline-b",
                    "halfA", "baseline-a",
                    "halfB", "baseline-b");

    private SampleBinding() {}

    /**
     * The plan as a rehearsal.
     *
     * @param speed by what every duration is divided
     */
    public static String bind(String planText, SampleTarget sample, double speed) {
        Map<String, Object> blocks = new LinkedHashMap<>();
        blocks.put("speed", speed);
        blocks.put(
                "source",
                Map.of(
                        "scrape",
                        Map.of(
                                "urls",
                                List.of(sample.metricsUri().toString()),
                                "every",
                                "15s",
                                "timeout",
                                "2s",
                                "tracks",
                                TRACKS)));
        blocks.put("actuator", Map.of("http", Map.of("url", sample.routerUri().toString())));
        return PlanOverlay.replace(addressed(planText, sample), blocks);
    }

    private static String addressed(String planText, SampleTarget sample) {
        return planText.replace("${TARGET_URL}", sample.routerUri().toString())
                .replace("${CANARY_URL}", sample.canaryUri().toString());
    }
}
