package dev.kanit.sampletarget.server;

import dev.kanit.sampletarget.Scenario;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** A version that is healthy until the scenario's fault begins. */
final class CanaryBehaviour implements Behaviour {

    private static final double STALL_MINUTES = 0.25;
    private static final double MAX_STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final double RISK_FROM_MINUTES = 2;
    private static final int REQUESTS_PER_RISK_BLOCK = 20;
    private static final int REQUESTS_PER_CSP_REPORT = 10;

    private final Scenario scenario;
    private final Fault fault;
    private final HealthyBehaviour healthy;
    private long faultyRequests;
    private double errorsDue;

    CanaryBehaviour(Scenario scenario, Fault fault) {
        this.scenario = scenario;
        this.fault = fault;
        this.healthy = HealthyBehaviour.ofCanary(fault.nanosPerPlanMinute());
    }

    @Override
    public synchronized Outcome next(long nowNanos) {
        OptionalDouble age = fault.ageMinutes(nowNanos);
        if (age.isEmpty()) {
            return healthy.next(nowNanos);
        }
        return switch (scenario) {
            case ERRORS -> erring(age.getAsDouble());
            case LATENCY -> slow();
            case CORRELATED -> erringAndBlocking(age.getAsDouble());
            case STORM -> reporting();
            case HEALTHY, LEAK, DRIFT, BLACKOUT, INCIDENT, BACKLOG -> healthy.next(nowNanos);
        };
    }

    /**
     * The stalled requests fail together, so that the ratio passes the golden limit and the
     * critical one in the same scrape: the trigger then fires before an unanswered recommendation
     * does.
     */
    private Outcome erring(double ageMinutes) {
        double stallNanos = Math.min(STALL_MINUTES * fault.nanosPerPlanMinute(), MAX_STALL_NANOS);
        double remainingNanos = stallNanos - ageMinutes * fault.nanosPerPlanMinute();
        return remainingNanos > 0
                ? new Outcome((long) remainingNanos, 503, false)
                : answer(errorIsDue(0.08) ? 500 : 200);
    }

    /** Every slow answer is over 400 ms, so that p95 jumps over both limits at once. */
    private Outcome slow() {
        faultyRequests++;
        return new Outcome(
                TimeUnit.MILLISECONDS.toNanos(440 + faultyRequests * 17 % 46), 200, false);
    }

    private Outcome erringAndBlocking(double ageMinutes) {
        boolean failed = errorIsDue(0.017);
        boolean blocked =
                ageMinutes >= RISK_FROM_MINUTES && faultyRequests % REQUESTS_PER_RISK_BLOCK == 0;
        Outcome answer = answer(failed ? 500 : blocked ? 422 : 200);
        return new Outcome(
                Math.round(answer.serviceNanos() * Fault.A_LITTLE_WORSE), answer.status(), false);
    }

    private Outcome reporting() {
        Outcome answer = answer(200);
        return new Outcome(
                answer.serviceNanos(), 200, faultyRequests % REQUESTS_PER_CSP_REPORT == 0);
    }

    private Outcome answer(int status) {
        faultyRequests++;
        return new Outcome(Behaviour.healthyNanos(faultyRequests), status, false);
    }

    private boolean errorIsDue(double ratio) {
        errorsDue += ratio;
        if (errorsDue < 1) {
            return false;
        }
        errorsDue -= 1;
        return true;
    }
}
