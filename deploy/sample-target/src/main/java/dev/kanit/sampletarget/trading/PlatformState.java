package dev.kanit.sampletarget.trading;

import dev.kanit.sampletarget.http.Json;
import java.util.Map;

/** What a platform says of itself, JSON by path. All is well with it, but for incidents. */
final class PlatformState {

    private PlatformState() {}

    static Map<String, String> of(String stableVersion, String canaryVersion, int openIncidents) {
        return Map.of(
                "/api/release",
                """
                {"service":"spark","version":%s,"rollbackTo":%s}"""
                        .formatted(Json.quote(canaryVersion), Json.quote(stableVersion)),
                "/api/migrations",
                """
                {"pending":0,"failed":0,"compatibleWith":%s}"""
                        .formatted(Json.quote(stableVersion)),
                "/api/sequences",
                """
                {"checked":14,"behind":0,"nearLimit":0}""",
                "/api/flags",
                """
                {"FEATURE_ML_SCORING":"0","FEATURE_NEW_TICKET":"off","unknown":0}""",
                "/api/database",
                """
                {"collationMismatches":0,"leakedConnections":0,"deadTuples":12000,\
                "pointInTimeRecovery":{"enabled":true,"lastArchivedSeconds":41}}""",
                "/api/idempotency",
                """
                {"ttlSeconds":86400,"pending":400}""",
                "/api/outbox",
                """
                {"lagSeconds":2.0,"lagSecondsP99":3.1,"largestStepSeconds":0.4}""",
                "/api/ticks",
                """
                {"misaligned":0,"driftTicks":0,"scale":4}""",
                "/api/alerts",
                """
                {"silencedSlo":0,"firing":0}""",
                "/api/status",
                """
                {"openIncidents":%d,"onCall":2,"errorBudgetRatio":0.64}"""
                        .formatted(openIncidents));
    }
}
