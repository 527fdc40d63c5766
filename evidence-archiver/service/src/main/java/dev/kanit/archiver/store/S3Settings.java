package dev.kanit.archiver.store;

import java.net.URI;
import java.util.Optional;

/**
 * A bucket, or a part of one.
 *
 * @param bucket that exists
 * @param prefix before every name; empty, or ends with a slash
 * @param region of the bucket
 * @param endpoint of a server that is not Amazon's; path-style addresses are used there
 */
public record S3Settings(String bucket, String prefix, String region, Optional<URI> endpoint) {

    public S3Settings {
        if (bucket.isBlank() || region.isBlank()) {
            throw new IllegalArgumentException(
                    "bucket, region: '%s', '%s' (expected: text)".formatted(bucket, region));
        }
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException(
                    "prefix: '" + prefix + "' (expected: empty, or with a slash at its end)");
        }
    }
}
