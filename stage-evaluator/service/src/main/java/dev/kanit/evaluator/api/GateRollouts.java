package dev.kanit.evaluator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.evaluator.query.RolloutView;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Finds the rollout that somebody means who knows only what is rolled out. */
final class GateRollouts {

    /** A rollout that is over answers for its service this long, and then no more. */
    private static final Duration AFTER_THE_END = Duration.ofMinutes(10);

    private final ObjectMapper json;

    GateRollouts(ObjectMapper json) {
        this.json = json;
    }

    JsonNode tree(@Nullable Object view) {
        return json.valueToTree(view);
    }

    /**
     * The newest rollout whose plan's service is {@code name} or {@code namespace/name}.
     *
     * @param all views of rollouts
     */
    Optional<JsonNode> newestOf(String name, String namespace, @Nullable Object all, Instant now) {
        return StreamSupport.stream(tree(all).spliterator(), false)
                .filter(
                        one -> {
                            String service = one.path("service").asText("");
                            return service.equals(name) || service.equals(namespace + "/" + name);
                        })
                // A generation begins at the time of the start and only rises.
                .max(Comparator.comparingLong(one -> one.path("generation").asLong(0)))
                .filter(one -> isCurrent(one, now));
    }

    private static boolean isCurrent(JsonNode rollout, Instant now) {
        if (!RolloutView.isClosed(rollout.path("phase").asText(""))) {
            return true;
        }
        try {
            Instant clock = Instant.parse(rollout.path("clock").asText(""));
            return Duration.between(clock, now).compareTo(AFTER_THE_END) <= 0;
        } catch (DateTimeParseException unknown) {
            return false;
        }
    }
}
