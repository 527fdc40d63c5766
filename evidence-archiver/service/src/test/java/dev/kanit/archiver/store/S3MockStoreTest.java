package dev.kanit.archiver.store;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The store against Adobe's S3Mock, a server of another make, in a process of its own. It keeps the
 * conditions for one writer at a time only: the probe finds that, so it is left out here.
 */
@EnabledIfSystemProperty(named = "kanit.s3mock.jar", matches = ".+")
final class S3MockStoreTest {

    private static @Nullable S3MockProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = S3MockProcess.start(Path.of(System.getProperty("kanit.s3mock.jar", "")));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aNameIsCreatedOnceAndReplacedByWhoKnowsItsContent() throws Exception {
        try (S3Store store = open("once/")) {
            S3Checks.aNameIsCreatedOnceAndReplacedByWhoKnowsItsContent(store);
        }
    }

    @Test
    void partsOfAContentAreRead() throws Exception {
        try (S3Store store = open("range/")) {
            S3Checks.partsOfAContentAreRead(store);
        }
    }

    @Test
    void moreNamesThanOnePageHoldsAreListedWithoutThoseFurtherDown() throws Exception {
        try (S3Store store = open("list/")) {
            S3Checks.moreNamesThanOnePageHoldsAreListed(store);
        }
    }

    private static S3Store open(String prefix) {
        if (server == null) {
            throw new IllegalStateException("no server (expected: started)");
        }
        return S3Store.connect(
                new S3Settings("evidence", prefix, "eu-central-1", Optional.of(server.uri())),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
    }
}
