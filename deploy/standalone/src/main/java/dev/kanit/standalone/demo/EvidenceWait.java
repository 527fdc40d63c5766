package dev.kanit.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Waits until the archiver has written what the demonstration has seen. */
final class EvidenceWait {

    private static final Duration AT_MOST = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private EvidenceWait() {}

    /** Returns early once the archive is complete, and after fifteen seconds in any case. */
    static void until(Path rollout, int decisions) {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (archived(rollout) < decisions && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static long archived(Path rollout) {
        try (Stream<String> lines = Files.lines(rollout.resolve("decisions.ndjson"))) {
            return lines.count();
        } catch (IOException notThereYet) {
            return 0;
        }
    }
}
