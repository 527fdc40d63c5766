package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * One benchmark of the command line: in a directory of its own, which is removed, with progress on
 * the error stream and the figures on the other.
 *
 * @param <F> what it measures
 */
abstract class BenchRun<F> implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "One JSON object as the last line.")
    private boolean json;

    /**
     * Measures.
     *
     * @param directory for its files, empty
     * @param progress takes the name of each part when it begins
     */
    abstract F measure(Path directory, Consumer<String> progress) throws Exception;

    /** The figures for a person. */
    abstract String inWords(F figures);

    /** What is printed as JSON: the figures as they are, unless a benchmark says otherwise. */
    Object asJson(F figures) {
        return figures;
    }

    @Override
    public Integer call() throws Exception {
        CommandOutput output = CommandOutput.of(spec);
        Path directory = Files.createTempDirectory("kanit-bench");
        try {
            F figures =
                    measure(
                            directory,
                            part -> {
                                output.err().println("bench: " + part);
                                output.err().flush();
                            });
            output.out()
                    .println(
                            json
                                    ? new ObjectMapper().writeValueAsString(asJson(figures))
                                    : inWords(figures));
            return ExitCodes.OK;
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
