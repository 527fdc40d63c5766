package dev.kanit.codec.plan;

import dev.kanit.codec.check.Bound;
import dev.kanit.codec.check.CheckKind;
import dev.kanit.codec.check.CheckKind.Backpressure;
import dev.kanit.codec.check.CheckKind.Blast;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code blast}: probes against the canary alone. */
final class BlastCheckReader {

    private static final int PROBES = 30;

    private final Problems problems;

    BlastCheckReader(Problems problems) {
        this.problems = problems;
    }

    Optional<CheckKind> read(Node node) {
        CheckBlock block =
                CheckBlock.of(
                        "blast",
                        node,
                        problems,
                        "http",
                        "websocket",
                        "probes",
                        "success",
                        "p95",
                        "backpressure");
        String http = block.url("http", "http", "https");
        Optional<String> webSocket = block.urlIfAny("websocket", "ws", "wss", "http", "https");
        int probes = block.number("probes", PROBES, 1, Blast.MAX_PROBES);
        Optional<Bound> success = block.requiredNumber("success", "success: > 95%");
        Optional<Bound> p95 =
                block.plain().require("p95", "p95: < 500ms").flatMap(_ -> block.duration("p95"));
        Optional<Backpressure> backpressure =
                block.plain().find("backpressure").flatMap(this::backpressure);
        if (success.isEmpty() || p95.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Blast(http, webSocket, probes, success.get(), p95.get(), backpressure));
    }

    private Optional<Backpressure> backpressure(Node node) {
        CheckBlock block = CheckBlock.of("backpressure", node, problems, "p95", "cpu", "query");
        Optional<Bound> p95 =
                block.plain().require("p95", "p95: > 250ms").flatMap(_ -> block.duration("p95"));
        Optional<Bound> cpu = block.requiredNumber("cpu", "cpu: < 60%");
        String query = block.text("query", "PromQL of the canary's CPU use, 0 to 1");
        return p95.isEmpty() || cpu.isEmpty()
                ? Optional.empty()
                : Optional.of(new Backpressure(p95.get(), cpu.get(), query));
    }
}
