package dev.kanit.ledger.note;

/** Bytes are no note, checkpoint, key, proof or policy. The message says where and why. */
public final class MalformedNoteException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedNoteException(String what) {
        super(what);
    }

    public MalformedNoteException(String what, Throwable cause) {
        super(what, cause);
    }
}
