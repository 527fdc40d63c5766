package dev.kanit.collector.check.http;

import dev.kanit.codec.check.Bound;
import dev.kanit.codec.check.CheckKind.HttpSent;
import dev.kanit.collector.check.ClockJudge;
import dev.kanit.collector.check.HttpAnswer;
import dev.kanit.collector.check.Judged;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Compares this host's clock with a web server's {@code Date} header, which has whole seconds. */
public final class WebClock {

    private static final HttpSent GET = new HttpSent("GET", Map.of(), "");
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final CheckHttp http;
    private final InstantSource clock;

    public WebClock(CheckHttp http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * Asks for the other clock.
     *
     * @throws IOException when there is no answer
     */
    public Judged run(String url, Bound drift) throws IOException, InterruptedException {
        Instant asked = clock.instant();
        HttpAnswer answer = http.send(url, GET, Map.of(), MAX_BODY_BYTES);
        Instant answered = clock.instant();
        String date = answer.headers().getOrDefault("date", List.of("")).getFirst();
        try {
            Instant other = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            return ClockJudge.judge(drift, asked, answered, other, Duration.ofSeconds(1));
        } catch (DateTimeException _) {
            return Judged.errored("no Date header in the answer (expected: Date, RFC 9110)");
        }
    }
}
