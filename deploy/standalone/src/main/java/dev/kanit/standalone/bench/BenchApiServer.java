package dev.kanit.standalone.bench;

import dev.kanit.executor.actuator.ActuatorKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Where the benchmark's Ingresses are. */
interface BenchApiServer extends AutoCloseable {

    /** The annotation that holds a canary's weight. */
    String WEIGHT = "nginx.ingress.kubernetes.io/canary-weight";

    /** What it is, for people. */
    String what();

    /** Where the Ingresses and their ready Deployment {@code spark} are. */
    String namespace();

    /** Kinds of actuators that act there. */
    List<ActuatorKind> kinds();

    /** Makes an Ingress with a quarter of the traffic. */
    void ingress(String name) throws IOException;

    /** When the change to weight zero was answered, in nanoTime; 0 for not yet. */
    long zeroAtNanos(String name);

    /** The reference: nanoseconds of each of {@code count} changes, all sent at once. */
    long[] barePatches(int count) throws IOException, InterruptedException, ExecutionException;

    @Override
    void close() throws IOException;
}
