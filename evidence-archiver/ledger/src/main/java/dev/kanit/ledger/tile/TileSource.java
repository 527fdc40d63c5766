package dev.kanit.ledger.tile;

import java.io.IOException;
import java.util.Optional;

/** Where tiles and entry bundles are read from. */
@FunctionalInterface
public interface TileSource {

    /**
     * Content of the file at {@code path}, such as {@code tile/0/x001/067.p/5}; empty when there is
     * none.
     */
    Optional<byte[]> get(String path) throws IOException;
}
