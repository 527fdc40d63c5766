package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One benchmark of the command line: in a directory of its own, which is removed, with progress on
 * the error stream and the figures on the other.
 */
final class BenchRun {

    /** What measures. */
    @FunctionalInterface
    interface Measurement<F> {
        F run(Path directory, Consumer<String> progress) throws Exception;
    }

    private BenchRun() {}

    /** Measures, and prints; as JSON the figures are what they are. */
    static <F> int print(
            CommandOutput output,
            boolean json,
            Measurement<F> measurement,
            Function<F, String> inWords)
            throws Exception {
        return print(output, json, measurement, inWords, figures -> figures);
    }

    /**
     * Measures, and prints.
     *
     * @param json whether figures are printed as JSON; else in words
     * @param asJson what is printed as JSON
     */
    static <F> int print(
            CommandOutput output,
            boolean json,
            Measurement<F> measurement,
            Function<F, String> inWords,
            Function<F, ? extends Object> asJson)
            throws Exception {
        Path directory = Files.createTempDirectory("kanit-bench");
        try {
            F figures =
                    measurement.run(
                            directory,
                            part -> {
                                output.err().println("bench: " + part);
                                output.err().flush();
                            });
            output.out()
                    .println(
                            json
                                    ? new ObjectMapper().writeValueAsString(asJson.apply(figures))
                                    : inWords.apply(figures));
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
