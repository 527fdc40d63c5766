package dev.kanit.executor.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.actuator.ActuatorKind.Opening;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ActuatorsTest {

    @Test
    void kindThatFailsOnItsSettingsEndsTheOrderAndNotTheExecutor() {
        Actuators actuators = Actuators.of(new Fragile());
        assertThat(actuators.open("fragile", new TreeMap<>()))
                .isInstanceOfSatisfying(
                        Opening.Unusable.class,
                        unusable -> assertThat(unusable.why()).contains("fragile"));
    }

    @Test
    void unknownKindIsNamedWithThoseThatExist() {
        assertThat(Actuators.of(new Fragile()).open("router", new TreeMap<>()))
                .isEqualTo(new Opening.Unusable("actuator: router (expected: [fragile])"));
    }

    private static final class Fragile implements ActuatorKind {
        @Override
        public String name() {
            return "fragile";
        }

        @Override
        public Opening open(SortedMap<String, String> settings) {
            throw new NullPointerException("a variable without a value");
        }
    }
}
