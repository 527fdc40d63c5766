package dev.kanit.archiver.store;

import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.ledger.store.StoreProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A store in a bucket, by conditional writes: {@code If-None-Match: *} creates, {@code If-Match}
 * with the entity tag replaces. What S3 has answered is durable. A server that does not heed these
 * headers is refused at the start. Thread-safe.
 */
public final class S3Store implements EvidenceStore, AutoCloseable {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    /** Two conditional writes at once may both be turned away; asking again decides. */
    private static final int MAX_ATTEMPTS = 16;

    private static final int WRITES_AT_ONCE = 8;

    private final S3Client client;
    private final S3Settings settings;
    private final ExecutorService writers =
            Executors.newFixedThreadPool(
                    WRITES_AT_ONCE, Thread.ofPlatform().daemon().name("s3-store-", 0).factory());

    private S3Store(S3Client client, S3Settings settings) {
        this.client = client;
        this.settings = settings;
    }

    /**
     * Opens the bucket.
     *
     * @throws dev.kanit.ledger.store.UnfitStoreException when the server does not keep the promises
     *     of {@link EvidenceStore}
     * @throws IOException when it does not answer, or refuses us
     */
    public static S3Store open(S3Settings settings, AwsCredentialsProvider credentials)
            throws IOException {
        S3Store store = connect(settings, credentials);
        try {
            StoreProbe.check(store);
            return store;
        } catch (IOException | RuntimeException unfit) {
            store.close();
            throw unfit;
        }
    }

    /** A bucket that is only looked at: nothing is tried out in it. */
    public static S3Store reading(S3Settings settings, AwsCredentialsProvider credentials) {
        return connect(settings, credentials);
    }

    /** Without asking what the server is worth. */
    static S3Store connect(S3Settings settings, AwsCredentialsProvider credentials) {
        var builder =
                S3Client.builder()
                        .region(Region.of(settings.region()))
                        .credentialsProvider(credentials)
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .serviceConfiguration(one -> one.chunkedEncodingEnabled(false))
                        .httpClient(UrlConnectionHttpClient.create());
        settings.endpoint().ifPresent(uri -> builder.endpointOverride(uri).forcePathStyle(true));
        return new S3Store(builder.build(), settings);
    }

    /** A content with the tag that replaces it. */
    @SuppressWarnings("ArrayRecordComponent") // It never leaves this class, and nobody compares it.
    private record Tagged(byte[] content, String tag) {}

    @Override
    public Optional<byte[]> get(String name) throws IOException {
        return read(name, Optional.empty()).map(Tagged::content);
    }

    @Override
    public Optional<byte[]> getRange(String name, long offset, int length) throws IOException {
        if (length == 0) {
            return get(name).map(_ -> new byte[0]);
        }
        return read(name, Optional.of("bytes=" + offset + "-" + (offset + length - 1)))
                .map(Tagged::content);
    }

    private Optional<Tagged> read(String name, Optional<String> range) throws IOException {
        try {
            var request = GetObjectRequest.builder().bucket(settings.bucket()).key(key(name));
            range.ifPresent(request::range);
            ResponseBytes<GetObjectResponse> answer = client.getObjectAsBytes(request.build());
            return Optional.of(new Tagged(answer.asByteArrayUnsafe(), answer.response().eTag()));
        } catch (S3Exception refused) {
            return switch (refused.statusCode()) {
                case NOT_FOUND -> Optional.empty();
                case RANGE_NOT_SATISFIABLE -> Optional.of(new Tagged(new byte[0], ""));
                default -> throw failure(name, refused);
            };
        } catch (SdkException failed) {
            throw failure(name, failed);
        }
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) throws IOException {
        return write(
                name, RequestBody.fromBytes(content), PutObjectRequest.builder().ifNoneMatch("*"));
    }

    /** In one request, so that the condition holds for the whole; S3 takes 5 GiB so. */
    @Override
    public boolean createIfAbsent(String name, Path content) throws IOException {
        return write(
                name, RequestBody.fromFile(content), PutObjectRequest.builder().ifNoneMatch("*"));
    }

    @Override
    public Set<String> createAll(Map<String, byte[]> contents) throws IOException {
        Map<String, Future<Boolean>> writes = new java.util.LinkedHashMap<>();
        contents.forEach(
                (name, content) ->
                        writes.put(name, writers.submit(() -> createIfAbsent(name, content))));
        Set<String> existing = new HashSet<>();
        Optional<IOException> failure = Optional.empty();
        for (Map.Entry<String, Future<Boolean>> write : writes.entrySet()) {
            try {
                if (!write.getValue().get()) {
                    existing.add(write.getKey());
                }
            } catch (ExecutionException failed) {
                failure = Optional.of(new IOException(write.getKey(), failed.getCause()));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                failure = Optional.of(new IOException(write.getKey(), interrupted));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return existing;
    }

    @Override
    public boolean compareAndSet(String name, byte[] expected, byte[] content) throws IOException {
        Optional<Tagged> current = read(name, Optional.empty());
        return current.isPresent()
                && Arrays.equals(current.get().content(), expected)
                && write(
                        name,
                        RequestBody.fromBytes(content),
                        PutObjectRequest.builder().ifMatch(current.get().tag()));
    }

    private boolean write(String name, RequestBody content, PutObjectRequest.Builder condition)
            throws IOException {
        PutObjectRequest request = condition.bucket(settings.bucket()).key(key(name)).build();
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                client.putObject(request, content);
                return true;
            } catch (S3Exception refused) {
                switch (refused.statusCode()) {
                    case PRECONDITION_FAILED, NOT_FOUND -> {
                        return false;
                    }
                    case CONFLICT -> {}
                    default -> throw failure(name, refused);
                }
            } catch (SdkException failed) {
                throw failure(name, failed);
            }
        }
        throw new IOException(name + ": contested by other writers");
    }

    @Override
    public List<String> list(String directory) throws IOException {
        try {
            List<String> names = new ArrayList<>();
            for (S3Object one :
                    client.listObjectsV2Paginator(
                                    request ->
                                            request.bucket(settings.bucket())
                                                    .prefix(key(directory) + "/")
                                                    .delimiter("/"))
                            .contents()) {
                names.add(one.key().substring(settings.prefix().length()));
            }
            names.sort(null);
            return names;
        } catch (SdkException failed) {
            throw failure(directory, failed);
        }
    }

    @Override
    public List<String> directories(String directory) throws IOException {
        try {
            List<String> names = new ArrayList<>();
            for (CommonPrefix one :
                    client.listObjectsV2Paginator(
                                    request ->
                                            request.bucket(settings.bucket())
                                                    .prefix(key(directory) + "/")
                                                    .delimiter("/"))
                            .commonPrefixes()) {
                String name = one.prefix().substring(settings.prefix().length());
                names.add(name.substring(0, name.length() - 1));
            }
            names.sort(null);
            return names;
        } catch (SdkException failed) {
            throw failure(directory, failed);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        try {
            client.deleteObject(request -> request.bucket(settings.bucket()).key(key(name)));
        } catch (SdkException failed) {
            throw failure(name, failed);
        }
    }

    private String key(String name) {
        return settings.prefix() + name;
    }

    private IOException failure(String name, SdkException cause) {
        return new IOException(
                "%s/%s: %s".formatted(settings.bucket(), key(name), cause.getMessage()), cause);
    }

    @Override
    public void close() {
        writers.close();
        client.close();
    }
}
