package dev.kanit.evaluator.streams;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** An evaluator in a JVM of its own, so that it can be killed without a word. */
public final class EvaluatorMain {

    private EvaluatorMain() {}

    /** Arguments: bootstrap servers, registry, state directory. */
    public static void main(String[] arguments) throws InterruptedException {
        EvaluatorSettings settings =
                EvaluatorSettings.local(
                        arguments[0], URI.create(arguments[1]), Path.of(arguments[2]));
        try (StageEvaluator evaluator = StageEvaluator.start(settings)) {
            evaluator.awaitRunning(Duration.ofMinutes(1));
            new CountDownLatch(1).await();
        }
    }
}
