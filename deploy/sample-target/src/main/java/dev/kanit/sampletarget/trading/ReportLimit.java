package dev.kanit.sampletarget.trading;

import dev.kanit.sampletarget.http.HttpReply;
import dev.kanit.sampletarget.http.Problem;

/** Takes Content-Security-Policy reports, but no flood of them: a bucket of tokens. */
final class ReportLimit {

    static final String PATH = "/csp-report";

    private static final double TOKENS = 20;
    private static final double TOKENS_PER_SECOND = 10;

    private double tokens = TOKENS;
    private long filledAtNanos;
    private boolean begun;

    synchronized HttpReply answer(long nowNanos) {
        if (begun) {
            double seconds = Math.max(0, nowNanos - filledAtNanos) / 1e9;
            tokens = Math.min(TOKENS, tokens + seconds * TOKENS_PER_SECOND);
        }
        begun = true;
        filledAtNanos = nowNanos;
        if (tokens < 1) {
            return Problem.of(429, "too many reports");
        }
        tokens--;
        return TradingFace.empty(200);
    }
}
