package dev.kanit.standalone.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands that judge a bundle are told. */
final class BundleArguments {

    @Mixin private BundleSource source = new BundleSource();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Trust policy (C2SP tlog-policy): whose keys count.")
    private @Nullable Path policy;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    /** The bundle, on this machine while it is open. */
    LocalBundle open() throws IOException {
        return source.open();
    }

    @Nullable Path policy() {
        return policy;
    }

    boolean json() {
        return json;
    }
}
