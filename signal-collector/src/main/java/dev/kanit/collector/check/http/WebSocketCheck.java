package dev.kanit.collector.check.http;

import dev.kanit.codec.check.Bound;
import dev.kanit.codec.check.CheckKind.WebSocket;
import dev.kanit.collector.check.HttpJudge;
import dev.kanit.collector.check.Judged;
import dev.kanit.collector.check.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Runs {@code websocket}: a ping and a first message, each within its bound. */
public final class WebSocketCheck {

    private final CheckHttp http;

    public WebSocketCheck(CheckHttp http) {
        this.http = http;
    }

    /**
     * Connects and waits for what the plan asks for.
     *
     * @throws IOException when there is no connection, or it ends too early
     */
    public Judged run(WebSocket check) throws IOException, InterruptedException {
        SocketProbe.Measured measured =
                SocketProbe.run(
                        http, check.url(), check.pong().isPresent(), check.message().isPresent());
        List<String> seen = new ArrayList<>();
        boolean ponged = holds("pong", check.pong(), measured.pongMillis(), seen);
        boolean told = holds("message", check.message(), measured.messageMillis(), seen);
        return Judged.of(ponged && told, Seen.of(String.join(", ", seen)));
    }

    private static boolean holds(
            String what, Optional<Bound> bound, OptionalDouble millis, List<String> seen) {
        millis.ifPresent(value -> seen.add(what + " after " + HttpJudge.millis(value)));
        return bound.isEmpty() || millis.stream().anyMatch(bound.get()::holds);
    }
}
