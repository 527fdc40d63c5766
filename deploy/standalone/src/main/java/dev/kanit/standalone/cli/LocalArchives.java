package dev.kanit.standalone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Archives of the demonstrations and of {@code kanit up} that ran in this clone. */
final class LocalArchives {

    private static final String DATA = ".kanit";

    private LocalArchives() {}

    /** Their directories, the newest name first; empty when nothing ran here. */
    static List<Path> all() {
        Path data = CommandOutput.home().resolve(DATA).toAbsolutePath().normalize();
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(data)) {
            return runs.map(run -> run.resolve("evidence"))
                    .filter(archive -> Files.isDirectory(archive.resolve("rollouts")))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
