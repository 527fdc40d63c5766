package dev.kanit.sampletarget.server;

/**
 * A version without a fault: now and then a 5xx, an idempotency conflict, a CSP report. A rare
 * event waits until its window holds so many requests that one of them is no breach.
 */
final class HealthyBehaviour implements Behaviour {

    private static final int CROWD = 250;
    private static final double CROWD_WITHIN_MINUTES = 4;

    private final long crowdWithinNanos;
    private final int requestsPerError;
    private final int requestsPerConflict;
    private final int requestsPerCspReport;
    private final long[] arrivals = new long[CROWD];
    private long requests;
    private long sinceError;
    private long sinceConflict;

    private HealthyBehaviour(
            double nanosPerPlanMinute,
            int requestsPerError,
            int requestsPerConflict,
            int requestsPerCspReport) {
        this.crowdWithinNanos = (long) (CROWD_WITHIN_MINUTES * nanosPerPlanMinute);
        this.requestsPerError = requestsPerError;
        this.requestsPerConflict = requestsPerConflict;
        this.requestsPerCspReport = requestsPerCspReport;
    }

    static HealthyBehaviour ofStable(double nanosPerPlanMinute) {
        return new HealthyBehaviour(nanosPerPlanMinute, 1_000, 500, 20_000);
    }

    static HealthyBehaviour ofCanary(double nanosPerPlanMinute) {
        // No worse than the stable version, or a judge that is sharp enough would object.
        return new HealthyBehaviour(nanosPerPlanMinute, 1_000, 500, Integer.MAX_VALUE);
    }

    @Override
    public synchronized Outcome next(long nowNanos) {
        int slot = (int) (requests % CROWD);
        boolean crowded = requests >= CROWD && nowNanos - arrivals[slot] <= crowdWithinNanos;
        arrivals[slot] = nowNanos;
        requests++;
        sinceError++;
        sinceConflict++;
        int status = 200;
        if (crowded && sinceError >= requestsPerError) {
            sinceError = 0;
            status = 500;
        } else if (crowded && sinceConflict >= requestsPerConflict) {
            sinceConflict = 0;
            status = 409;
        }
        return new Outcome(
                Behaviour.healthyNanos(requests), status, requests % requestsPerCspReport == 0);
    }
}
