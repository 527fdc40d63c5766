package dev.kanit.standalone.demo;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the demonstration shows.
 *
 * @param scenario what happens to the release; one that the plan's target can play, in lower case
 * @param through how far a release that does well is followed
 * @param planText the plan to run, before it is bound to the sample target
 * @param speed by what every duration of the plan is divided, 1 to 100 000
 * @param nightFactor by what the first night passes more quickly than the stages, 1 or more
 * @param directory for the broker, the state and the evidence
 * @param requestsPerSecond that the load generator sends
 * @param atMost after this the demonstration gives up
 */
public record DemoOptions(
        String scenario,
        Through through,
        String planText,
        double speed,
        double nightFactor,
        Path directory,
        int requestsPerSecond,
        Duration atMost) {

    /** By what every duration of the first night is divided. */
    public double nightSpeed() {
        return speed * nightFactor;
    }
}
