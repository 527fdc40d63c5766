package dev.kanit.sampletarget;

/**
 * How a sample target behaves.
 *
 * @param scenario what goes wrong
 * @param speed how much faster than the plan time runs; at 120 a plan-minute takes half a second;
 *     0.1 to 10 000
 * @param requestsPerSecond load on the router, real requests per real second; 0 to 5 000
 * @param stableVersion for example {@code v1.3.1}
 * @param canaryVersion for example {@code v1.4.0}
 */
public record SampleTargetOptions(
        Scenario scenario,
        double speed,
        int requestsPerSecond,
        String stableVersion,
        String canaryVersion) {

    /** Enough for 20 canary requests in two plan-minutes at 1 % and speed 120. */
    public static final int DEFAULT_REQUESTS_PER_SECOND = 2_400;

    public SampleTargetOptions {
        if (!(speed >= 0.1 && speed <= 10_000)) {
            throw new IllegalArgumentException("speed: " + speed + " (expected: 0.1 to 10000)");
        }
        if (requestsPerSecond < 0 || requestsPerSecond > 5_000) {
            throw new IllegalArgumentException(
                    "requestsPerSecond: " + requestsPerSecond + " (expected: 0 to 5000)");
        }
        requireVersion("stableVersion", stableVersion);
        requireVersion("canaryVersion", canaryVersion);
    }

    /** The reference rollout, v1.3.1 to v1.4.0, at speed 120. */
    public static SampleTargetOptions of(Scenario scenario) {
        return new SampleTargetOptions(
                scenario, 120, DEFAULT_REQUESTS_PER_SECOND, "v1.3.1", "v1.4.0");
    }

    public SampleTargetOptions atSpeed(double newSpeed) {
        return new SampleTargetOptions(
                scenario, newSpeed, requestsPerSecond, stableVersion, canaryVersion);
    }

    public SampleTargetOptions atRequestsPerSecond(int newRequestsPerSecond) {
        return new SampleTargetOptions(
                scenario, speed, newRequestsPerSecond, stableVersion, canaryVersion);
    }

    private static void requireVersion(String name, String version) {
        if (!version.matches("[A-Za-z0-9._+-]{1,64}")) {
            throw new IllegalArgumentException(
                    name + ": '" + version + "' (expected: 1 to 64 of A-Z a-z 0-9 . _ + -)");
        }
    }
}
