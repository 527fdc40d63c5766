package dev.kanit.executor.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.Optional;
import java.util.Set;

/**
 * Where mail is handed in. Without {@code smtps}, STARTTLS is required, except for a relay on this
 * machine.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param implicitTls whether TLS begins with the connection
 * @param requiresTls whether nothing is said in clear text
 * @param user empty for none
 * @param password empty for none
 */
public record SmtpServer(
        String host,
        int port,
        boolean implicitTls,
        boolean requiresTls,
        String user,
        String password) {

    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /** Reads {@code smtp://user:password@host:587} or {@code smtps://host}; empty otherwise. */
    public static Optional<SmtpServer> parse(String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        boolean isImplicit = "smtps".equals(url.getScheme());
        if (url.getHost() == null || !(isImplicit || "smtp".equals(url.getScheme()))) {
            return Optional.empty();
        }
        int usual = isImplicit ? SUBMISSIONS : SUBMISSION;
        String[] who = (url.getRawUserInfo() == null ? "" : url.getRawUserInfo()).split(":", 2);
        return Optional.of(
                new SmtpServer(
                        url.getHost(),
                        url.getPort() < 0 ? usual : url.getPort(),
                        isImplicit,
                        !LOOPBACK.contains(url.getHost()),
                        decoded(who[0]),
                        who.length > 1 ? decoded(who[1]) : ""));
    }

    private static String decoded(String text) {
        // A plus is a plus here: this is no form.
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
