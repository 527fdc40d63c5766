package dev.kanit.standalone.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the API is, and who is asking. */
final class ApiOptions {

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:7070",
            description = "Of the HTTP API; ${DEFAULT-VALUE}.")
    private URI url = URI.create("http://127.0.0.1:7070");

    @Option(names = "--token-file", description = "Of the API; .kanit/up/token by default.")
    private @Nullable Path tokenFile;

    @Option(names = "--by", description = "Your name; the user name by default.")
    private @Nullable String by;

    ApiClient client() throws IOException {
        return new ApiClient(
                url,
                tokenFile != null
                        ? tokenFile
                        : CommandOutput.home().resolve(".kanit").resolve("up").resolve("token"));
    }

    String by() {
        return by != null ? by : System.getProperty("user.name", "unknown");
    }
}
