package dev.kanit.codec.plan;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads YAML within limits: size, depth, number of nodes, no anchors and no aliases, which a plan
 * does not need and a YAML bomb does.
 */
final class BoundedYaml {

    static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_EVENTS = 100_000;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder()
                    .setUseMarks(true)
                    .setCodePointLimit(MAX_BYTES)
                    .setMaxAliasesForCollections(0)
                    .setLabel("plan")
                    .build();

    private BoundedYaml() {}

    /** The document's root; empty when it cannot be read, and then {@code problems} says why. */
    static Optional<Node> read(String text, Problems problems) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            problems.at(Optional.empty(), 0, "file of " + bytes + " bytes", "at most " + MAX_BYTES);
            return Optional.empty();
        }
        try {
            return isWithinLimits(text, problems)
                    ? new Compose(SETTINGS).composeString(text)
                    : Optional.empty();
        } catch (MarkedYamlEngineException malformed) {
            problems.at(
                    malformed.getProblemMark(),
                    0,
                    "no valid YAML: " + malformed.getProblem(),
                    "YAML; a value that begins with > or | or * needs quotes");
            return Optional.empty();
        } catch (YamlEngineException malformed) {
            problems.at(Optional.empty(), 0, "no valid YAML: " + malformed.getMessage(), "YAML");
            return Optional.empty();
        }
    }

    /** Looks at the stream of events, which is flat, before anything is built from it. */
    private static boolean isWithinLimits(String text, Problems problems) {
        int depth = 0;
        int events = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            events++;
            depth += depthChange(event);
            boolean anchored =
                    event instanceof AliasEvent
                            || (event instanceof NodeEvent node && node.getAnchor().isPresent());
            String wrong =
                    anchored
                            ? "an anchor or alias"
                            : depth > MAX_DEPTH
                                    ? "nesting of more than " + MAX_DEPTH
                                    : events > MAX_EVENTS
                                            ? "more than " + MAX_EVENTS + " nodes"
                                            : "";
            if (!wrong.isEmpty()) {
                problems.at(event.getStartMark(), 0, wrong, "plain nested blocks");
                return false;
            }
        }
        return true;
    }

    private static int depthChange(Event event) {
        return switch (event) {
            case CollectionStartEvent _ -> 1;
            case CollectionEndEvent _ -> -1;
            default -> 0;
        };
    }
}
