package dev.kanit.collector.check.http;

import dev.kanit.codec.check.CheckKind.Http;
import dev.kanit.collector.check.HttpAnswer;
import dev.kanit.collector.check.HttpJudge;
import dev.kanit.collector.check.Judged;
import dev.kanit.collector.check.Redaction;
import dev.kanit.collector.check.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs {@code http}: one request to each URL, one after the other. */
public final class HttpCheck {

    private final CheckHttp http;
    private final HttpJudge judge;

    public HttpCheck(CheckHttp http, Redaction redaction) {
        this.http = http;
        this.judge = new HttpJudge(redaction);
    }

    /**
     * Asks every URL.
     *
     * @throws IOException when one does not answer within the limits
     */
    public Judged run(Http check) throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        List<String> right = new ArrayList<>();
        for (String url : check.urls()) {
            HttpAnswer answer;
            try {
                answer = http.send(url, check.request(), Map.of(), check.maxBodyBytes());
            } catch (IOException e) {
                throw new IOException(url + ": " + reason(e), e);
            }
            List<String> here = judge.wrong(check.expect(), answer);
            if (here.isEmpty()) {
                right.add(judge.seen(check.expect(), answer));
            } else {
                wrong.add(url + ": " + String.join(", ", here));
            }
        }
        return wrong.isEmpty()
                ? new Judged.Passed(Seen.of(String.join("; ", right)))
                : new Judged.Failed(Seen.of(String.join("; ", wrong)));
    }

    /** Some of the client's exceptions have no message. */
    static String reason(IOException e) {
        return e.getMessage() == null || e.getMessage().isBlank()
                ? "no answer (" + e.getClass().getSimpleName() + ")"
                : e.getMessage();
    }
}
