package dev.kanit.collector.source;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses out of plans. */
final class HttpUri {

    private HttpUri() {}

    /**
     * The URL with a path added.
     *
     * @throws IllegalArgumentException when it is no http or https URL with a host
     */
    static URI of(String url, String path) {
        URI uri;
        try {
            uri =
                    new URI(
                            url.endsWith("/") && !path.isEmpty()
                                    ? url + path.substring(1)
                                    : url + path);
        } catch (URISyntaxException _) {
            throw notOne();
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw notOne();
        }
        return uri;
    }

    /** Does not show the URL: variables are filled in by now, and this text goes to the log. */
    private static IllegalArgumentException notOne() {
        return new IllegalArgumentException(
                "url of the plan's source (expected: http://host or https://host)");
    }
}
