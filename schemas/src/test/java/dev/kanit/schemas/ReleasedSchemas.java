package dev.kanit.schemas;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The schemas of each release, as {@code src/released/<version>/<record>.avsc}. They are never
 * edited: what an older release wrote does not change.
 */
final class ReleasedSchemas {

    static final Path ROOT = Path.of("src", "released");

    private ReleasedSchemas() {}

    /** Schemas of one record, oldest release first. */
    static List<Schema> of(String recordName) throws IOException {
        List<Schema> found = new ArrayList<>();
        for (Path release : releases()) {
            Path file = release.resolve(recordName + ".avsc");
            if (Files.exists(file)) {
                found.add(new Schema.Parser().parse(Files.readString(file)));
            }
        }
        return found;
    }

    static List<Path> releases() throws IOException {
        try (Stream<Path> releases = Files.list(ROOT)) {
            return releases.sorted(Comparator.comparing(ReleasedSchemas::version)).toList();
        }
    }

    private static ModuleDescriptor.Version version(Path release) {
        return ModuleDescriptor.Version.parse(release.getFileName().toString());
    }
}
