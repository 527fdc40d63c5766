package dev.kanit.ledger.merkle;

/** A hash or an entry that must exist is missing or is not what it must be. */
public final class DamagedTreeException extends Exception {

    private static final long serialVersionUID = 1L;

    public DamagedTreeException(String what) {
        super(what);
    }
}
