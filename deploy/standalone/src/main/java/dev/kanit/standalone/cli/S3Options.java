package dev.kanit.standalone.cli;

import dev.kanit.archiver.store.S3Settings;
import dev.kanit.archiver.store.S3Store;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * A bucket that holds an archive, as the archiver is told of it. Credentials come from where the
 * AWS SDK looks for them (environment, system properties, files, instance), never from here: a
 * command line is seen by others.
 */
final class S3Options {

    @Option(
            names = "--s3-bucket",
            paramLabel = "BUCKET",
            defaultValue = "${env:KANIT_ARCHIVER_S3_BUCKET:-}",
            description = "Bucket of the archive; KANIT_ARCHIVER_S3_BUCKET by default.")
    private String bucket = "";

    @Option(
            names = "--s3-prefix",
            paramLabel = "PREFIX",
            defaultValue = "${env:KANIT_ARCHIVER_S3_PREFIX:-}",
            description = "Before every name in it; KANIT_ARCHIVER_S3_PREFIX by default.")
    private String prefix = "";

    @Option(
            names = "--s3-region",
            paramLabel = "REGION",
            defaultValue = "${env:KANIT_ARCHIVER_S3_REGION:-us-east-1}",
            description = "Its region; KANIT_ARCHIVER_S3_REGION, else us-east-1.")
    private String region = "";

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            defaultValue = "${env:KANIT_ARCHIVER_S3_ENDPOINT:-}",
            description = "A server that is not Amazon's; KANIT_ARCHIVER_S3_ENDPOINT by default.")
    private String endpoint = "";

    boolean isGiven() {
        return !bucket.isEmpty();
    }

    /** The bucket to be read: nothing is tried out in it. */
    S3Store reading() throws IOException {
        return S3Store.reading(settings(), DefaultCredentialsProvider.builder().build());
    }

    /** The bucket to be written, probed as the archiver does. */
    S3Store writing() throws IOException {
        return S3Store.open(settings(), DefaultCredentialsProvider.builder().build());
    }

    private S3Settings settings() throws IOException {
        try {
            Optional<URI> server =
                    Optional.of(endpoint).filter(uri -> !uri.isEmpty()).map(URI::create);
            if (server.isPresent() && server.get().getUserInfo() != null) {
                throw new IOException(
                        "s3 endpoint: with a password in it (expected: AWS_ACCESS_KEY_ID and"
                                + " AWS_SECRET_ACCESS_KEY in the environment)");
            }
            return new S3Settings(bucket, prefix, region, server);
        } catch (IllegalArgumentException wrong) {
            throw new IOException("s3: " + wrong.getMessage(), wrong);
        }
    }
}
