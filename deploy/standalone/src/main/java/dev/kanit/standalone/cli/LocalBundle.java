package dev.kanit.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bundle on this machine, for one command.
 *
 * @param file it
 * @param isCopy of what lies in a bucket; removed in the end
 */
record LocalBundle(Path file, boolean isCopy) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        if (isCopy) {
            Files.deleteIfExists(file);
        }
    }
}
