package dev.kanit.codec.plan;

import dev.kanit.codec.check.Bound;
import dev.kanit.codec.check.CheckKind;
import dev.kanit.codec.check.CheckKind.Burst;
import dev.kanit.codec.check.CheckKind.Http;
import dev.kanit.codec.check.CheckKind.HttpExpected;
import dev.kanit.codec.check.CheckKind.HttpSent;
import dev.kanit.codec.check.CountRange;
import dev.kanit.codec.check.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the kinds of check that send requests: {@code http}, {@code burst}, {@code websocket}. */
final class NetworkCheckReader {

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern POINTER = Pattern.compile("|/[^\\s].{0,199}");
    private static final Pattern METHOD = Pattern.compile("GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS");
    private static final int USUAL_BODY_BYTES = 1 << 20;
    private static final CountRange OK = new CountRange(200, 200);

    private final Problems problems;

    NetworkCheckReader(Problems problems) {
        this.problems = problems;
    }

    Optional<CheckKind> http(Node node) {
        CheckBlock block =
                CheckBlock.of(
                        "http",
                        node,
                        problems,
                        "url",
                        "paths",
                        "method",
                        "send",
                        "body",
                        "status",
                        "headers",
                        "json",
                        "latency",
                        "maxBytes");
        String url = block.url("url", "http", "https");
        List<CountRange> statuses = new ArrayList<>();
        for (ScalarNode one : block.texts("status")) {
            CountRange.ofStatus(one.getValue())
                    .ifPresentOrElse(
                            statuses::add,
                            () ->
                                    problems.at(
                                            one, "'" + one.getValue() + "'", "200, 2xx, 200-204"));
        }
        SortedMap<String, Expectation> headers = new TreeMap<>();
        block.expectations("headers", HEADER, "a header's name")
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        HttpExpected expected =
                new HttpExpected(
                        statuses.isEmpty() ? List.of(OK) : statuses,
                        headers,
                        block.expectations("json", POINTER, "a JSON pointer such as /lag/seconds"),
                        block.duration("latency"));
        int maxBytes = block.number("maxBytes", USUAL_BODY_BYTES, 1, Http.MAX_BODY_BYTES);
        return Optional.of(new Http(urls(url, block), sent(block, "GET"), expected, maxBytes));
    }

    private List<String> urls(String url, CheckBlock block) {
        List<ScalarNode> paths = block.texts("paths");
        if (paths.isEmpty()) {
            return List.of(url);
        }
        List<String> urls = new ArrayList<>();
        for (ScalarNode path : paths) {
            if (!path.getValue().startsWith("/")) {
                problems.at(path, "'" + path.getValue() + "'", "a path such as /health");
            }
            urls.add(
                    (url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
                            + path.getValue());
        }
        if (urls.size() > Http.MAX_URLS) {
            problems.at(paths.getFirst(), urls.size() + " paths", "at most " + Http.MAX_URLS);
        }
        return urls;
    }

    Optional<CheckKind> burst(Node node) {
        CheckBlock block =
                CheckBlock.of(
                        "burst",
                        node,
                        problems,
                        "url",
                        "method",
                        "send",
                        "body",
                        "requests",
                        "keys",
                        "expect");
        String url = block.url("url", "http", "https");
        int requests = block.number("requests", 100, 1, Burst.MAX_REQUESTS);
        SortedMap<Integer, CountRange> expect = new TreeMap<>();
        Map<String, Node> written = block.entries("expect");
        if (written.isEmpty()) {
            problems.at(node, "burst expects nothing", "expect: {200: 1, 409: 99}");
        }
        written.forEach((status, count) -> counted(status, count, expect));
        int least = expect.values().stream().mapToInt(CountRange::least).sum();
        if (least > requests) {
            problems.at(node, least + " answers of " + requests + " requests", "fewer answers");
        }
        return Optional.of(new Burst(url, sent(block, "POST"), requests, keys(block), expect));
    }

    private void counted(String status, Node count, SortedMap<Integer, CountRange> expect) {
        Optional<Integer> code =
                CountRange.ofStatus(status)
                        .filter(range -> range.least() == range.most())
                        .map(CountRange::least);
        Optional<CountRange> range =
                count instanceof ScalarNode scalar
                        ? CountRange.parse(scalar.getValue())
                        : Optional.empty();
        if (code.isEmpty()) {
            problems.at(count, "the status '" + status + "'", "one status, such as 409");
        } else if (range.isEmpty()) {
            problems.at(count, "no count of status " + status, "99, 1-99 or '>= 1'");
        } else {
            expect.put(code.get(), range.get());
        }
    }

    private Burst.Keys keys(CheckBlock block) {
        Optional<ScalarNode> written = block.plain().scalar("keys");
        return switch (written.map(ScalarNode::getValue).orElse("none")) {
            case "none" -> Burst.Keys.NONE;
            case "one" -> Burst.Keys.ONE;
            case "each" -> Burst.Keys.EACH;
            default -> {
                written.ifPresent(
                        text ->
                                problems.at(
                                        text,
                                        "keys: '" + text.getValue() + "'",
                                        "none, one, each"));
                yield Burst.Keys.NONE;
            }
        };
    }

    Optional<CheckKind> webSocket(Node node) {
        CheckBlock block = CheckBlock.of("websocket", node, problems, "url", "pong", "message");
        String url = block.url("url", "ws", "wss", "http", "https");
        Optional<Bound> pong = block.duration("pong");
        Optional<Bound> message = block.duration("message");
        if (block.plain().find("pong").isEmpty() && block.plain().find("message").isEmpty()) {
            problems.at(
                    node, "websocket waits for nothing", "pong: <= 1s, message: <= 5s, or both");
        }
        return Optional.of(new CheckKind.WebSocket(url, pong, message));
    }

    private HttpSent sent(CheckBlock block, String usual) {
        SortedMap<String, String> headers = new TreeMap<>();
        block.entries("send")
                .forEach(
                        (name, value) -> {
                            if (HEADER.matcher(name).matches()
                                    && value instanceof ScalarNode text) {
                                headers.put(name, text.getValue());
                            } else {
                                problems.at(value, "the header '" + name + "'", "name: text");
                            }
                        });
        String method = block.plain().textOr("method", usual);
        if (!METHOD.matcher(method).matches()) {
            block.plain()
                    .find("method")
                    .ifPresent(
                            text ->
                                    problems.at(
                                            text,
                                            "method: '" + method + "'",
                                            METHOD.pattern().replace("|", ", ")));
        }
        return new HttpSent(method, headers, block.plain().textOr("body", ""));
    }
}
