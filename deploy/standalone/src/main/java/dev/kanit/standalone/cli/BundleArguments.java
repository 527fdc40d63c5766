package dev.kanit.standalone.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What commands that judge a bundle are told. */
final class BundleArguments {

    @Parameters(paramLabel = "FILE", description = "Bundle, <rollout>.evidence.zip.")
    private Path file = Path.of("");

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Trust policy (C2SP tlog-policy): whose keys count.")
    private @Nullable Path policy;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    Path file() {
        return file;
    }

    @Nullable Path policy() {
        return policy;
    }

    boolean json() {
        return json;
    }
}
