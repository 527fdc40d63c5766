package dev.kanit.ledger.store;

import java.io.IOException;

/** The store does not write a name once or not at all; evidence would not be safe there. */
public final class UnfitStoreException extends IOException {

    private static final long serialVersionUID = 1L;

    UnfitStoreException(String what) {
        super(what);
    }
}
