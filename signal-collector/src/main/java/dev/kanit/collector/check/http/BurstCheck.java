package dev.kanit.collector.check.http;

import dev.kanit.codec.check.CheckKind.Burst;
import dev.kanit.collector.check.BurstJudge;
import dev.kanit.collector.check.Judged;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Runs {@code burst}: many requests, as many at a time as are useful, counted by status. */
public final class BurstCheck {

    private static final int CONCURRENT = 50;
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final String KEY = "Idempotency-Key";

    private final CheckHttp http;

    public BurstCheck(CheckHttp http) {
        this.http = http;
    }

    public Judged run(Burst check) throws InterruptedException {
        String shared = UUID.randomUUID().toString();
        Map<Integer, Integer> counts = new TreeMap<>();
        Probing.times(check.requests(), CONCURRENT, http.threads(), () -> one(check, shared))
                .forEach(status -> counts.merge(status, 1, Integer::sum));
        return BurstJudge.judge(check, counts);
    }

    private int one(Burst check, String shared) throws InterruptedException {
        Map<String, String> key =
                switch (check.keys()) {
                    case NONE -> Map.of();
                    case ONE -> Map.of(KEY, shared);
                    case EACH -> Map.of(KEY, UUID.randomUUID().toString());
                };
        try {
            return http.send(check.url(), check.request(), key, MAX_BODY_BYTES).status();
        } catch (IOException _) {
            return BurstJudge.NO_ANSWER;
        }
    }
}
