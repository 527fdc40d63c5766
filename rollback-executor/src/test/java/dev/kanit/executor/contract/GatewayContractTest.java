package dev.kanit.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.executor.plan.Step;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

final class GatewayContractTest extends ActuatorContract {

    @Override
    String kind() {
        return "gateway";
    }

    @Override
    SortedMap<String, String> settings() {
        return map(
                "namespace", sandbox.namespace(),
                "route", "spark",
                "stableService", "spark",
                "canaryService", "spark-canary");
    }

    @Override
    void deploy() {
        Objects objects = new Objects(sandbox);
        objects.endpoints("spark", true);
        objects.endpoints("spark-canary", true);
        objects.route(
                """
                [{"matches": [{"path": {"type": "PathPrefix", "value": "/api"}}],
                  "filters": [{"type": "RequestHeaderModifier",
                   "requestHeaderModifier": {"set": [{"name": "x-api", "value": "1"}]}}],
                  "backendRefs": [{"name": "spark", "port": 80, "weight": 3},
                   {"name": "spark-canary", "port": 80}]},
                 {"matches": [{"path": {"type": "PathPrefix", "value": "/ws"}}],
                  "backendRefs": [{"name": "spark", "port": 80, "weight": 75},
                   {"name": "spark-canary", "port": 80, "weight": 25}]},
                 {"matches": [{"path": {"type": "PathPrefix", "value": "/docs"}}],
                  "backendRefs": [{"name": "docs", "port": 80}]}]
                """);
    }

    @Override
    double weight() {
        JsonNode backends = sandbox.get(weighed()).at("/spec/rules/1/backendRefs");
        double canary = backends.at("/1/weight").asDouble(1);
        return canary * 100 / (canary + backends.at("/0/weight").asDouble(1));
    }

    @Override
    String weighed() {
        return sandbox.path("gateway.networking.k8s.io/v1", "httproutes", "spark");
    }

    @Override
    void takeStableAway() {
        new Objects(sandbox).endpointsReady("spark", false);
    }

    @Override
    void settle() {
        // Nobody has to do anything between a route and its weights.
    }

    @Test
    void everyRuleThatKnowsTheCanaryIsWeighedAndTheRestStays() {
        drive(new Step.SetWeight(0.1), 9);

        JsonNode rules = sandbox.get(weighed()).at("/spec/rules");
        for (int rule = 0; rule < 2; rule++) {
            assertThat(rules.at("/" + rule + "/backendRefs/0/weight").asInt()).isEqualTo(999);
            assertThat(rules.at("/" + rule + "/backendRefs/1/weight").asInt()).isEqualTo(1);
        }
        assertThat(rules.at("/0/filters/0/type").asText()).isEqualTo("RequestHeaderModifier");
        assertThat(rules.at("/2/backendRefs/0/name").asText()).isEqualTo("docs");
        assertThat(rules.at("/2/backendRefs/0/weight").asInt(1)).isEqualTo(1);
    }
}
