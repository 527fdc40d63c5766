package dev.kanit.archiver.intake;

/** A topic that cannot be evidence. */
final class UnfitTopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitTopicException(String what) {
        super(what);
    }
}
