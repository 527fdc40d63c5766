package dev.kanit.collector.source;

import java.net.URI;

/** Addresses out of plans. */
final class HttpUri {

    private HttpUri() {}

    /**
     * The URL with a path added.
     *
     * @throws IllegalArgumentException when it is no http or https URL with a host
     */
    static URI of(String url, String path) {
        URI uri =
                URI.create(
                        url.endsWith("/") && !path.isEmpty()
                                ? url + path.substring(1)
                                : url + path);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "url: " + url + " (expected: http://host or https://host)");
        }
        return uri;
    }
}
