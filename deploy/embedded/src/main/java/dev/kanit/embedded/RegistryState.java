package dev.kanit.embedded;

import dev.kanit.embedded.RegistryRecord.CompatibilitySet;
import dev.kanit.embedded.RegistryRecord.SchemaAdded;
import dev.kanit.schemas.CompatibilityLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the registry knows. Changes by {@link #apply} alone. Not thread-safe. */
final class RegistryState {

    private final Map<String, List<SubjectVersion>> subjects = new TreeMap<>();
    private final Map<Integer, String> schemas = new TreeMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();

    void apply(RegistryRecord record) {
        switch (record) {
            case SchemaAdded(String subject, int version, int id, String schema) -> {
                subjects.computeIfAbsent(subject, _ -> new ArrayList<>())
                        .add(new SubjectVersion(subject, version, id, schema));
                schemas.put(id, schema);
                ids.put(schema, id);
            }
            case CompatibilitySet(String subject, CompatibilityLevel level) ->
                    levels.put(subject, level);
        }
    }

    List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** Oldest first; empty when the subject is not known. */
    List<SubjectVersion> versions(String subject) {
        return List.copyOf(subjects.getOrDefault(subject, List.of()));
    }

    Optional<SubjectVersion> find(String subject, String schema) {
        return versions(subject).stream().filter(one -> one.schema().equals(schema)).findFirst();
    }

    Optional<String> schema(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    /** Id of a schema under whatever subject, or the next free one. */
    int idFor(String schema) {
        Integer id = ids.get(schema);
        return id != null ? id : schemas.size() + 1;
    }

    /** The subject's own level, if it has one. */
    Optional<CompatibilityLevel> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    /** The level that applies: the subject's, else the one of all, else Confluent's default. */
    CompatibilityLevel level(String subject) {
        return ownLevel(subject)
                .or(() -> ownLevel(RegistryRecord.ALL_SUBJECTS))
                .orElse(CompatibilityLevel.BACKWARD);
    }
}
