package dev.kanit.collector.check.http;

import dev.kanit.codec.check.CheckKind.Blast;
import dev.kanit.codec.check.CheckKind.HttpSent;
import dev.kanit.collector.check.BlastJudge;
import dev.kanit.collector.check.BlastJudge.Probes;
import dev.kanit.collector.check.HttpAnswer;
import dev.kanit.collector.check.Judged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;

/** Runs {@code blast}: HTTP probes, then WebSocket probes, against the canary alone. */
public final class BlastCheck {

    private static final int CONCURRENT = 10;
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final HttpSent GET = new HttpSent("GET", Map.of(), "");

    private final CheckHttp http;

    public BlastCheck(CheckHttp http) {
        this.http = http;
    }

    /** Where the canary's CPU use comes from. */
    @FunctionalInterface
    public interface CpuUse {

        /** 0 to 1; empty when it cannot be told. */
        OptionalDouble of(String query) throws InterruptedException;
    }

    public Judged run(Blast check, CpuUse cpu) throws InterruptedException {
        List<Probes> all = new ArrayList<>();
        all.add(probes("HTTP", check.probes(), () -> request(check.http())));
        if (check.websocket().isPresent()) {
            String url = check.websocket().get();
            all.add(probes("WebSocket", check.probes(), () -> socket(url)));
        }
        OptionalDouble used =
                check.backpressure().isPresent()
                        ? cpu.of(check.backpressure().get().query())
                        : OptionalDouble.empty();
        return BlastJudge.judge(check, all, used);
    }

    private Probes probes(String sort, int times, Callable<OptionalDouble> probe)
            throws InterruptedException {
        List<Double> millis =
                Probing.times(times, CONCURRENT, http.threads(), probe).stream()
                        .flatMap(one -> one.stream().boxed())
                        .toList();
        return new Probes(sort, times, millis);
    }

    private OptionalDouble request(String url) throws InterruptedException {
        try {
            HttpAnswer answer = http.send(url, GET, Map.of(), MAX_BODY_BYTES);
            boolean fine = answer.status() >= 200 && answer.status() < 300;
            return fine ? OptionalDouble.of(answer.millis()) : OptionalDouble.empty();
        } catch (IOException _) {
            return OptionalDouble.empty();
        }
    }

    private OptionalDouble socket(String url) throws InterruptedException {
        try {
            return OptionalDouble.of(SocketProbe.run(http, url, true, false).totalMillis());
        } catch (IOException _) {
            return OptionalDouble.empty();
        }
    }
}
