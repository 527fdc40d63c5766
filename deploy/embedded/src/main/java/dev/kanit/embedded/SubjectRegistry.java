package dev.kanit.embedded;

import dev.kanit.embedded.RegistryRecord.CompatibilitySet;
import dev.kanit.embedded.RegistryRecord.SchemaAdded;
import dev.kanit.schemas.CompatibilityLevel;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * What can be asked of a registry, apart from HTTP. Each change is in the log before it is known
 * here. Thread-safe: one request at a time, since registering reads before it writes.
 */
final class SubjectRegistry {

    private final RegistryLog log;
    private RegistryState state;
    private boolean stale;

    SubjectRegistry(RegistryLog log) {
        this.log = log;
        this.state = replayed();
    }

    synchronized SubjectVersion register(String subject, String schemaText) {
        Schema schema = parse(schemaText);
        var known = current().find(subject, schema.toString());
        if (known.isPresent()) {
            return known.get();
        }
        List<SubjectVersion> earlier = current().versions(subject);
        List<String> violations = violations(subject, schema, earlier);
        if (!violations.isEmpty()) {
            throw RegistryRefusal.incompatible(subject, String.join("; ", violations));
        }
        change(
                new SchemaAdded(
                        subject,
                        earlier.size() + 1,
                        current().idFor(schema.toString()),
                        schema.toString()));
        return current().versions(subject).getLast();
    }

    synchronized SubjectVersion lookup(String subject, String schemaText) {
        Schema schema = parse(schemaText);
        requireVersions(subject);
        return current()
                .find(subject, schema.toString())
                .orElseThrow(RegistryRefusal::unknownSchema);
    }

    synchronized String schema(int id) {
        return current().schema(id).orElseThrow(RegistryRefusal::unknownSchema);
    }

    synchronized List<String> subjects() {
        return current().subjects();
    }

    synchronized List<Integer> versions(String subject) {
        return requireVersions(subject).stream().map(SubjectVersion::version).toList();
    }

    /** {@code version} is a number or {@code latest}. */
    synchronized SubjectVersion version(String subject, String version) {
        List<SubjectVersion> versions = requireVersions(subject);
        int number = version.equals("latest") ? versions.size() : number(version);
        if (number > versions.size()) {
            throw RegistryRefusal.unknownVersion(version);
        }
        return versions.get(number - 1);
    }

    /** What stands against a schema as the next one after {@code version}. */
    synchronized List<String> violations(String subject, String version, String schemaText) {
        Schema schema = parse(schemaText);
        return violations(subject, schema, List.of(version(subject, version)));
    }

    synchronized CompatibilityLevel level() {
        return current().level(RegistryRecord.ALL_SUBJECTS);
    }

    synchronized CompatibilityLevel level(String subject, boolean orOfAll) {
        return orOfAll
                ? current().level(subject)
                : current()
                        .ownLevel(subject)
                        .orElseThrow(() -> RegistryRefusal.unknownConfig(subject));
    }

    synchronized CompatibilityLevel setLevel(String subject, String name) {
        CompatibilityLevel level = level(name);
        if (current().ownLevel(subject).filter(level::equals).isEmpty()) {
            change(new CompatibilitySet(subject, level));
        }
        return level;
    }

    private void change(RegistryRecord record) {
        stale = true;
        log.append(record);
        state.apply(record);
        stale = false;
    }

    /** The state; read anew when an append failed, since the record may be in the log or not. */
    private RegistryState current() {
        if (stale) {
            state = replayed();
            stale = false;
        }
        return state;
    }

    private RegistryState replayed() {
        RegistryState fresh = new RegistryState();
        log.replay(fresh::apply);
        return fresh;
    }

    private List<String> violations(
            String subject, Schema candidate, List<SubjectVersion> earlier) {
        List<Schema> schemas = earlier.stream().map(one -> parse(one.schema())).toList();
        return current().level(subject).violations(candidate, schemas);
    }

    private List<SubjectVersion> requireVersions(String subject) {
        List<SubjectVersion> versions = current().versions(subject);
        if (versions.isEmpty()) {
            throw RegistryRefusal.unknownSubject(subject);
        }
        return versions;
    }

    private static int number(String version) {
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw RegistryRefusal.invalidVersion(version);
        }
        return Integer.parseInt(version);
    }

    private static CompatibilityLevel level(String name) {
        try {
            return CompatibilityLevel.valueOf(name);
        } catch (IllegalArgumentException _) {
            throw RegistryRefusal.invalidLevel(name);
        }
    }

    private static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException invalid) {
            throw RegistryRefusal.invalidSchema(String.valueOf(invalid.getMessage()));
        }
    }
}
