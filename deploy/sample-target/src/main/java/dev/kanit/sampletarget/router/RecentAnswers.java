package dev.kanit.sampletarget.router;

import java.util.Arrays;
import java.util.Locale;

/** The newest answers since the weight last changed: is the service back to its baseline? */
final class RecentAnswers {

    private static final int KEPT = 512;
    private static final int ENOUGH = 20;
    private static final double P95_LIMIT_MILLIS = 200;
    private static final double ERROR_LIMIT_PERCENT = 1;

    private final double[] millis = new double[KEPT];
    private final boolean[] failed = new boolean[KEPT];
    private long answers;
    private long sinceNanos = Long.MIN_VALUE;

    /** Forgets everything: what was sent out before {@code nowNanos} says nothing of now. */
    synchronized void startAnew(long nowNanos) {
        answers = 0;
        sinceNanos = nowNanos;
    }

    synchronized void add(long sentAtNanos, long answeredAtNanos, int status) {
        if (sinceNanos != Long.MIN_VALUE && sentAtNanos - sinceNanos < 0) {
            return;
        }
        int slot = (int) (answers++ % KEPT);
        millis[slot] = (answeredAtNanos - sentAtNanos) / 1e6;
        failed[slot] = status >= 500;
    }

    synchronized Verification verify() {
        int count = (int) Math.min(answers, KEPT);
        if (count < ENOUGH) {
            return new Verification(
                    false, count + " answers since the change (expected: >= " + ENOUGH + ")");
        }
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        double p95 = sorted[(int) Math.ceil(count * 0.95) - 1];
        int failures = 0;
        for (int i = 0; i < count; i++) {
            failures += failed[i] ? 1 : 0;
        }
        double errorPercent = 100.0 * failures / count;
        return new Verification(
                p95 <= P95_LIMIT_MILLIS && errorPercent <= ERROR_LIMIT_PERCENT,
                String.format(
                        Locale.ROOT,
                        "p95 %.0f ms, 5xx %.1f %%, %d answers",
                        p95,
                        errorPercent,
                        count));
    }

    /**
     * What the newest answers say.
     *
     * @param detail one sentence for people
     */
    record Verification(boolean backToBaseline, String detail) {}
}
