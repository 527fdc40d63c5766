package dev.kanit.collector.check;

import dev.kanit.codec.check.Bound;
import dev.kanit.codec.check.CheckKind;
import dev.kanit.codec.check.CountRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a check expects, for people, spelled as the plan does: references stay references. */
public final class ExpectedText {

    private ExpectedText() {}

    public static String of(CheckKind kind) {
        String text =
                switch (kind) {
                    case CheckKind.Http http -> http(http);
                    case CheckKind.Burst burst ->
                            burst.requests()
                                    + " requests: "
                                    + burst.expect().entrySet().stream()
                                            .map(e -> e.getValue() + " x " + e.getKey())
                                            .collect(Collectors.joining(", "));
                    case CheckKind.WebSocket socket -> {
                        List<String> parts = new ArrayList<>();
                        socket.pong().ifPresent(bound -> parts.add("pong " + bound.text()));
                        socket.message().ifPresent(bound -> parts.add("message " + bound.text()));
                        yield String.join(", ", parts);
                    }
                    case CheckKind.Blast blast ->
                            "success " + blast.success().text() + ", p95 " + blast.p95().text();
                    case CheckKind.Prometheus(var query, Bound value, var _) ->
                            query + " " + value.text();
                    case CheckKind.Sql(var _, var query, var value) -> query + ": " + value.text();
                    case CheckKind.Artifact artifact -> artifact(artifact);
                    case CheckKind.Sbom sbom -> "no new " + String.join(", ", sbom.deny());
                    case CheckKind.Clock clock -> "drift " + clock.drift().text();
                    case CheckKind.Command command ->
                            command.program()
                                    + " exits "
                                    + command.exit()
                                    + command.output()
                                            .map(output -> ", output " + output.text())
                                            .orElse("");
                    case CheckKind.Attestation(String statement, String by) ->
                            statement + (by.isBlank() ? "" : " (" + by + ")");
                };
        return Seen.cut(text, Seen.MAX_TEXT);
    }

    private static String http(CheckKind.Http http) {
        List<String> parts = new ArrayList<>();
        parts.add(
                "status "
                        + http.expect().statuses().stream()
                                .map(CountRange::toString)
                                .collect(Collectors.joining(" or ")));
        http.expect().headers().forEach((name, value) -> parts.add(name + ": " + value.text()));
        http.expect().json().forEach((pointer, value) -> parts.add(pointer + " " + value.text()));
        http.expect().latency().ifPresent(bound -> parts.add("latency " + bound.text()));
        return String.join(", ", parts);
    }

    private static String artifact(CheckKind.Artifact artifact) {
        List<String> parts = new ArrayList<>();
        parts.add("present");
        artifact.fresh().ifPresent(age -> parts.add("at most " + age.toMinutes() + " min old"));
        artifact.sha256().ifPresent(digest -> parts.add("SHA-256 " + digest));
        return String.join(", ", parts);
    }
}
