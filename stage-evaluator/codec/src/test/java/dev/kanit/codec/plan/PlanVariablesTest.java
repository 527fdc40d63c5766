package dev.kanit.codec.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PlanVariablesTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PROMETHEUS_URL", "http://prometheus:9090", "SECRET", "s3cret", "REGION", "eu");

    @Test
    void plansReadTheAddressOfPrometheusAndNothingElse() {
        assertThat(PlanVariables.of(ENVIRONMENT)).containsOnlyKeys("PROMETHEUS_URL");
    }

    @Test
    void operatorNamesWhatPlansMayRead() {
        Map<String, String> opened = new TreeMap<>(ENVIRONMENT);
        opened.put(PlanVariables.ALLOWED, "REGION, MISSING," + PlanVariables.ALLOWED);
        assertThat(PlanVariables.of(opened)).containsOnlyKeys("REGION");
    }
}
