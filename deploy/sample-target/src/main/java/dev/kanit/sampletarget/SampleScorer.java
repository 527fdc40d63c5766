package dev.kanit.sampletarget;

import dev.kanit.sampletarget.flag.FlagService;
import dev.kanit.sampletarget.flag.FlagValue;
import dev.kanit.sampletarget.http.HttpListener;
import dev.kanit.sampletarget.ml.MlScenario;
import dev.kanit.sampletarget.ml.ScoringTarget;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A scoring service whose model goes live behind a feature flag: the service, its flag, and steady
 * load. Loopback only, on free ports.
 */
public final class SampleScorer implements AutoCloseable {

    /** Name of the flag. */
    public static final String FLAG = "FEATURE_ML_SCORING";

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("kanit-scorer-", 0).factory());
    private final ScoringTarget target;
    private final FlagService flag;
    private final HttpListener flagListener;

    private SampleScorer(MlScenario scenario, double speed, String version) {
        target = ScoringTarget.start(scenario, speed, version, threads);
        flag = new FlagService(FLAG, target::obey);
        flagListener = HttpListener.open(threads, flag);
    }

    /**
     * Starts all parts; the flag is off at first.
     *
     * @param speed how much faster than the plan time runs, &gt; 0
     * @param version of the model, which the build header names
     * @throws java.io.UncheckedIOException when no loopback port can be had
     */
    public static SampleScorer start(MlScenario scenario, double speed, String version) {
        return new SampleScorer(scenario, speed, version);
    }

    /** Where requests for scores go. */
    public URI serviceUri() {
        return target.serviceUri();
    }

    /** Where Prometheus scrapes. */
    public URI metricsUri() {
        return target.metricsUri();
    }

    /** The flag's service. */
    public URI flagUri() {
        return flagListener.uri();
    }

    /** What requests to the flag's service are signed with. */
    public String flagSecret() {
        return flag.secret();
    }

    /** The flag's value in effect. */
    public FlagValue flagValue() {
        return flag.value();
    }

    /** When the scenario's fault began; empty while it has not, and always for no fault. */
    public Optional<Instant> firstFaultAt() {
        return target.firstFaultAt();
    }

    /** Stops everything and waits for its threads; takes well under a second. */
    @Override
    public void close() {
        threads.shutdownNow();
        flagListener.close();
        target.close();
        threads.close();
    }
}
