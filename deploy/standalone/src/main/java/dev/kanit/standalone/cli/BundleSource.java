package dev.kanit.standalone.cli;

import dev.kanit.archiver.bundle.StoredBundles;
import dev.kanit.archiver.store.S3Store;
import dev.kanit.schemas.RolloutIds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Where a bundle is: a file, or a bucket that is named; a file goes first, and needs no network.
 */
final class BundleSource {

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "Bundle, <rollout>.evidence.zip; with a bucket, a rollout's id.")
    private Path file = Path.of("");

    @Mixin private S3Options s3 = new S3Options();

    /**
     * The bundle on this machine.
     *
     * @throws IOException when it is nowhere
     */
    LocalBundle open() throws IOException {
        if (!s3.isGiven() || Files.exists(file)) {
            return new LocalBundle(file, false);
        }
        String rollout = file.toString();
        if (!RolloutIds.isValid(rollout)) {
            throw new IOException(
                    "%s: no such file, and no rollout's id (expected: %s)"
                            .formatted(rollout, RolloutIds.EXPECTED));
        }
        LocalBundle copy =
                new LocalBundle(Files.createTempFile("kanit-bundle-", ".evidence.zip"), true);
        try (S3Store store = s3.reading();
                OutputStream out = Files.newOutputStream(copy.file())) {
            if (!new StoredBundles(store).copy(rollout, out)) {
                throw new IOException(
                        rollout + ": no bundle in the bucket (expected: a closed rollout)");
            }
            return copy;
        } catch (IOException | RuntimeException failed) {
            copy.close();
            throw failed;
        }
    }
}
