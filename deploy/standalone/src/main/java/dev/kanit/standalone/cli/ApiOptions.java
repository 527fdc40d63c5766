package dev.kanit.standalone.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the API is, and who is asking. */
final class ApiOptions {

    private static final int MAX_TOKEN_BYTES = 16 << 10;

    /** Of a users file, or an identity provider's: these say who has them. */
    private static final Pattern PERSONAL =
            Pattern.compile("kanit_[0-9a-f]+_[0-9a-f]+|[^.]+\\.[^.]+\\.[^.]*");

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:7070",
            description = "Of the HTTP API; ${DEFAULT-VALUE}.")
    private URI url = URI.create("http://127.0.0.1:7070");

    @Option(
            names = "--token-file",
            description =
                    "With your token; without it the variable KANIT_TOKEN, or else"
                            + " .kanit/up/token.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--by",
            description =
                    "Your name, where one token opens everything; the user name by default. A token"
                            + " of your own says who you are.")
    private @Nullable String by;

    ApiClient client() throws IOException {
        return new ApiClient(url, token());
    }

    /**
     * The name to sign with; none with a token that says it.
     *
     * @throws IOException when the token cannot be read, or a name is given beside a token of one's
     *     own
     */
    Optional<String> by() throws IOException {
        if (!PERSONAL.matcher(token()).matches()) {
            return Optional.of(by != null ? by : System.getProperty("user.name", "unknown"));
        }
        if (by != null) {
            throw new IOException(
                    "--by " + by + ": your token says who you are (expected: no --by)");
        }
        return Optional.empty();
    }

    private String token() throws IOException {
        Optional<String> variable =
                Optional.ofNullable(System.getenv("KANIT_TOKEN")).map(String::strip);
        if (tokenFile == null && variable.isPresent() && !variable.get().isEmpty()) {
            return plain(variable.get(), "KANIT_TOKEN");
        }
        Path file =
                tokenFile != null
                        ? tokenFile
                        : CommandOutput.home().resolve(".kanit").resolve("up").resolve("token");
        try {
            if (Files.size(file) > MAX_TOKEN_BYTES) {
                throw new IOException(file + ": too large (expected: a token)");
            }
            return plain(Files.readString(file).strip(), file.toString());
        } catch (NoSuchFileException missing) {
            throw new IOException(
                    file + ": no such file (expected: the token of a running `kanit up`)", missing);
        }
    }

    /**
     * A header cannot carry everything that a file can; and no message may repeat what is in it.
     */
    private static String plain(String token, String place) throws IOException {
        if (token.isEmpty() || token.chars().anyMatch(one -> one <= ' ' || one > '~')) {
            throw new IOException(place + ": no token (expected: one line of letters and digits)");
        }
        return token;
    }
}
