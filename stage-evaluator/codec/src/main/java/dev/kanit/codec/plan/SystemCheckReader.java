package dev.kanit.codec.plan;

import dev.kanit.codec.check.Bound;
import dev.kanit.codec.check.CheckKind;
import dev.kanit.codec.check.CheckKind.ClockOwner;
import dev.kanit.codec.check.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the kinds of check that look at databases, files, clocks, programs and people. */
final class SystemCheckReader {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern READS =
            Pattern.compile("(?is)(select|with|values|table|show)\\b.*");

    private final Problems problems;

    SystemCheckReader(Problems problems) {
        this.problems = problems;
    }

    Optional<CheckKind> prometheus(Node node) {
        CheckBlock block = CheckBlock.of("prometheus", node, problems, "query", "value", "url");
        String query = block.text("query", "PromQL with one value");
        Optional<String> url = block.urlIfAny("url", "http", "https");
        return block.requiredNumber("value", "value: <= 5")
                .map(value -> new CheckKind.Prometheus(query, value, url));
    }

    Optional<CheckKind> sql(Node node) {
        CheckBlock block = CheckBlock.of("sql", node, problems, "url", "query", "value");
        String database = block.variable("url");
        String query = block.text("query", "one statement that reads");
        if (!READS.matcher(query).matches() || query.contains(";")) {
            block.plain()
                    .find("query")
                    .ifPresent(
                            text ->
                                    problems.at(
                                            text,
                                            "query is not one reading statement",
                                            "select, with, values, table or show, without ';'"));
        }
        Optional<Expectation> value =
                block.plain()
                        .require("value", "value: = 0")
                        .flatMap(_ -> block.expectation("value"));
        return value.map(expected -> new CheckKind.Sql(database, query, expected));
    }

    Optional<CheckKind> artifact(Node node) {
        CheckBlock block = CheckBlock.of("artifact", node, problems, "location", "fresh", "sha256");
        String location = location(block, "location");
        Optional<Duration> fresh =
                block.plain().find("fresh").isPresent()
                        ? Optional.of(block.plain().duration("fresh", Duration.ZERO))
                        : Optional.empty();
        Optional<ScalarNode> digest = block.plain().scalar("sha256");
        digest.filter(text -> !SHA_256.matcher(text.getValue()).matches())
                .ifPresent(text -> problems.at(text, "no SHA-256", "64 hex digits"));
        return Optional.of(
                new CheckKind.Artifact(
                        location,
                        fresh,
                        digest.map(text -> text.getValue().toLowerCase(Locale.ROOT))));
    }

    Optional<CheckKind> sbom(Node node) {
        CheckBlock block = CheckBlock.of("sbom", node, problems, "before", "after", "deny");
        List<String> deny = block.texts("deny").stream().map(ScalarNode::getValue).toList();
        if (deny.isEmpty()) {
            problems.at(node, "sbom denies nothing", "deny: [GPL-*, AGPL-*]");
        }
        return Optional.of(
                new CheckKind.Sbom(location(block, "before"), location(block, "after"), deny));
    }

    Optional<CheckKind> clock(Node node) {
        CheckBlock block = CheckBlock.of("clock", node, problems, "sql", "http", "drift");
        boolean database = block.plain().find("sql").isPresent();
        if (database == block.plain().find("http").isPresent()) {
            problems.at(node, "clock has both or neither of sql and http", "exactly one");
            return Optional.empty();
        }
        ClockOwner owner =
                database
                        ? new ClockOwner.Database(block.variable("sql"))
                        : new ClockOwner.Web(block.url("http", "http", "https"));
        Optional<Bound> drift =
                block.plain()
                        .require("drift", "drift: <= 2s")
                        .flatMap(_ -> block.duration("drift"));
        return drift.map(bound -> new CheckKind.Clock(owner, bound));
    }

    Optional<CheckKind> command(Node node) {
        CheckBlock block =
                CheckBlock.of("command", node, problems, "run", "args", "exit", "output");
        String program = block.text("run", "a name that the operator allowed");
        if (!program.equals("?") && !PROGRAM.matcher(program).matches()) {
            block.plain()
                    .find("run")
                    .ifPresent(
                            text ->
                                    problems.at(
                                            text,
                                            "run: '" + program + "'",
                                            "a name that the operator allowed, no path"));
        }
        return Optional.of(
                new CheckKind.Command(
                        program,
                        block.texts("args").stream().map(ScalarNode::getValue).toList(),
                        block.number("exit", 0, 0, 255),
                        block.expectation("output")));
    }

    Optional<CheckKind> attestation(Node node) {
        CheckBlock block = CheckBlock.of("attestation", node, problems, "statement", "by");
        return Optional.of(
                new CheckKind.Attestation(
                        block.text("statement", "what a person attests"),
                        block.plain().textOr("by", "")));
    }

    private String location(CheckBlock block, String key) {
        String location = block.text(key, "a file, or a URL such as https://…");
        boolean url =
                location.startsWith("http://")
                        || location.startsWith("https://")
                        || location.startsWith("${");
        boolean outside =
                location.startsWith("/")
                        || location.contains("\\")
                        || List.of(location.split("/", -1)).contains("..");
        if (!url && outside) {
            block.plain()
                    .find(key)
                    .ifPresent(
                            node ->
                                    problems.at(
                                            node,
                                            key + ": '" + location + "'",
                                            "a file below the operator's directory, or a URL"));
        }
        return location;
    }
}
