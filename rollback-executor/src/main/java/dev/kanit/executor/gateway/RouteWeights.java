package dev.kanit.executor.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The rules of an HTTPRoute that share traffic between the stable Service and the canary's. A
 * backend without a weight has 1, as the Gateway API says.
 *
 * @param stableService name of the Service
 * @param canaryService likewise
 */
record RouteWeights(String stableService, String canaryService) {

    private static final String WEIGHT = "weight";

    /** Whole thousandths of the two backends' sum, so that a tenth of a percent can be said. */
    private static final int SUM = 1_000;

    private static final double TOLERANCE_PERCENT = 1e-9;

    /** What the rules say. */
    sealed interface Reading {

        /**
         * @param percent the canary's share, the same in every rule
         */
        record Share(double percent) implements Reading {}

        /**
         * Rules that do not agree, after a change by somebody else.
         *
         * @param lowest share of a rule
         * @param highest share of a rule
         */
        record Uneven(double lowest, double highest) implements Reading {}

        /** They cannot be steered. */
        record Unfit(String why) implements Reading {}
    }

    Reading read(JsonNode rules) {
        List<Double> shares = new ArrayList<>();
        for (int number = 0; number < rules.size(); number++) {
            JsonNode backends = rules.get(number).path("backendRefs");
            OptionalDouble canary = weight(backends, canaryService);
            OptionalDouble stable = weight(backends, stableService);
            if (canary.isEmpty()) {
                continue;
            }
            if (stable.isEmpty()) {
                return unfit(number, "no backend " + stableService);
            }
            if (others(backends)) {
                return unfit(number, "a third backend has weight, too");
            }
            double sum = canary.getAsDouble() + stable.getAsDouble();
            if (sum == 0) {
                return unfit(number, "no backend has weight, every request fails");
            }
            shares.add(canary.getAsDouble() * 100 / sum);
        }
        if (shares.isEmpty()) {
            return new Reading.Unfit(
                    "no rule has the backend %s (expected: one beside %s, with weight 0 if need be)"
                            .formatted(canaryService, stableService));
        }
        double lowest = shares.stream().min(Double::compare).orElseThrow();
        double highest = shares.stream().max(Double::compare).orElseThrow();
        return highest - lowest <= TOLERANCE_PERCENT
                ? new Reading.Share(lowest)
                : new Reading.Uneven(lowest, highest);
    }

    /** The rules with the canary's share at {@code percent}, everything else as it was. */
    ArrayNode write(JsonNode rules, double percent) {
        ArrayNode changed = rules.deepCopy();
        int canary = (int) Math.round(percent * SUM / 100);
        for (JsonNode rule : changed) {
            if (weight(rule.path("backendRefs"), canaryService).isEmpty()) {
                continue;
            }
            for (JsonNode backend : rule.path("backendRefs")) {
                if (isService(backend, canaryService)) {
                    ((ObjectNode) backend).put(WEIGHT, canary);
                } else if (isService(backend, stableService)) {
                    ((ObjectNode) backend).put(WEIGHT, SUM - canary);
                }
            }
        }
        return changed;
    }

    /** Whether a route can say {@code percent} exactly. */
    static boolean isExact(double percent) {
        double thousandths = percent * SUM / 100;
        return Math.abs(Math.rint(thousandths) - thousandths) <= TOLERANCE_PERCENT;
    }

    private boolean others(JsonNode backends) {
        for (JsonNode backend : backends) {
            if (!isService(backend, canaryService)
                    && !isService(backend, stableService)
                    && backend.path(WEIGHT).asInt(1) > 0) {
                return true;
            }
        }
        return false;
    }

    private static OptionalDouble weight(JsonNode backends, String service) {
        double sum = 0;
        boolean isThere = false;
        for (JsonNode backend : backends) {
            if (isService(backend, service)) {
                isThere = true;
                sum += backend.path(WEIGHT).asInt(1);
            }
        }
        return isThere ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    /** Of the core group, as a backend is that names neither group nor kind. */
    private static boolean isService(JsonNode backend, String name) {
        return backend.path("name").asText("").equals(name)
                && backend.path("kind").asText("Service").equals("Service")
                && backend.path("group").asText("").isEmpty();
    }

    private static Reading unfit(int number, String why) {
        return new Reading.Unfit("rule %d: %s".formatted(number + 1, why));
    }
}
