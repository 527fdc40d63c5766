package dev.kanit.collector.source;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/** Says the same of the same thing once a minute: a round every 100 ms must not fill the log. */
final class RareLog {

    private static final int MAX_SUBJECTS = 1_024;
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final Map<String, Long> saidAtNanos = new ConcurrentHashMap<>();

    RareLog(Logger log) {
        this.log = log;
    }

    void warn(String subject, String message) {
        long now = System.nanoTime();
        if (saidAtNanos.size() >= MAX_SUBJECTS) {
            saidAtNanos.clear();
        }
        Long before = saidAtNanos.get(subject);
        if (before == null || now - before > QUIET_NANOS) {
            saidAtNanos.put(subject, now);
            log.atWarn().addKeyValue("subject", subject).log(message);
        }
    }
}
