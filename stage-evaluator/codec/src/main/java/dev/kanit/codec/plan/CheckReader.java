package dev.kanit.codec.plan;

import dev.kanit.codec.check.Check;
import dev.kanit.codec.check.CheckKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one check of a group. */
final class CheckReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String OPTIONAL = "optional";
    private static final String TIMEOUT_KEY = "timeout";
    private static final List<String> KINDS =
            List.of(
                    "http",
                    "burst",
                    "websocket",
                    "blast",
                    "prometheus",
                    "sql",
                    "artifact",
                    "sbom",
                    "clock",
                    "command",
                    "attestation");

    private final Duration within;
    private final Problems problems;

    /**
     * A reader for the checks of one group.
     *
     * @param within the group's limit, which is a check's own where it is shorter
     */
    CheckReader(Duration within, Problems problems) {
        this.within = within;
        this.problems = problems;
    }

    Optional<Check> read(String path, String name, Node node) {
        List<String> keys = new ArrayList<>(KINDS);
        keys.add(OPTIONAL);
        keys.add(TIMEOUT_KEY);
        Block block = Block.of(path + "." + name, node, problems, keys.toArray(String[]::new));
        List<String> kinds = KINDS.stream().filter(kind -> block.find(kind).isPresent()).toList();
        Duration timeout = timeout(block);
        boolean optional = block.flag(OPTIONAL);
        if (kinds.size() != 1) {
            problems.at(
                    node,
                    name + " has " + kinds.size() + " kinds of check",
                    "exactly one of " + String.join(", ", KINDS));
            return Optional.empty();
        }
        String word = kinds.getFirst();
        Node settings = block.find(word).orElseThrow();
        return kind(word, settings).map(kind -> new Check(name, kind, optional, timeout));
    }

    private Duration timeout(Block block) {
        Duration longest = within.compareTo(Check.MAX_TIMEOUT) < 0 ? within : Check.MAX_TIMEOUT;
        Duration usual = TIMEOUT.compareTo(longest) < 0 ? TIMEOUT : longest;
        Duration timeout = block.duration(TIMEOUT_KEY, usual);
        if (timeout.isPositive() && timeout.compareTo(longest) <= 0) {
            return timeout;
        }
        block.scalar(TIMEOUT_KEY)
                .ifPresent(
                        text ->
                                problems.at(
                                        text,
                                        "timeout: " + text.getValue(),
                                        "above 0s and at most " + longest.toSeconds() + "s"));
        return usual;
    }

    private Optional<? extends CheckKind> kind(String word, Node settings) {
        NetworkCheckReader network = new NetworkCheckReader(problems);
        SystemCheckReader system = new SystemCheckReader(problems);
        return switch (word) {
            case "http" -> network.http(settings);
            case "burst" -> network.burst(settings);
            case "websocket" -> network.webSocket(settings);
            case "blast" -> new BlastCheckReader(problems).read(settings);
            case "prometheus" -> system.prometheus(settings);
            case "sql" -> system.sql(settings);
            case "artifact" -> system.artifact(settings);
            case "sbom" -> system.sbom(settings);
            case "clock" -> system.clock(settings);
            case "command" -> system.command(settings);
            default -> system.attestation(settings);
        };
    }
}
