package dev.kanit.standalone.demo;

import dev.kanit.codec.plan.PlanOverlay;
import dev.kanit.sampletarget.SampleTarget;
import java.time.Duration;
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

    /** Plan time between two readings, where the machine can keep that pace. */
    private static final Duration EVERY = Duration.ofSeconds(15);

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(125);

    /**
     * The plan as a rehearsal. Above a speed of 120 readings are taken more seldom than every 15 s
     * of plan time, and windows that would hold less than two of them are widened.
     *
     * @param speed by what every duration is divided
     */
    public static String bind(String planText, SampleTarget sample, double speed) {
        Map<String, Object> blocks = new LinkedHashMap<>();
        Duration every = every(speed);
        blocks.put("speed", speed);
        blocks.put(
                "source",
                Map.of(
                        "scrape",
                        Map.of(
                                "urls",
                                List.of(sample.metricsUri().toString()),
                                "every",
                                every.toSeconds() + "s",
                                "timeout",
                                "2s",
                                "tracks",
                                TRACKS)));
        blocks.put("actuator", Map.of("http", Map.of("url", sample.routerUri().toString())));
        String bound = PlanOverlay.replace(addressed(planText, sample), blocks);
        return every.equals(EVERY) ? bound : PlanOverlay.lookingBack(bound, every.multipliedBy(2));
    }

    private static Duration every(double speed) {
        double seconds = SHORTEST_INTERVAL.toMillis() * speed / 1000;
        return seconds <= EVERY.toSeconds() ? EVERY : Duration.ofSeconds((long) Math.ceil(seconds));
    }

    private static String addressed(String planText, SampleTarget sample) {
        return planText.replace("${TARGET_URL}", sample.routerUri().toString())
                .replace("${CANARY_URL}", sample.canaryUri().toString());
    }
}
