package dev.kanit.ledger.bundle;

/** Ends a verification whose file cannot be read any further; never leaves this package. */
final class MalformedBundleException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    MalformedBundleException(FindingCode code, Place where, String sentence) {
        super(sentence);
        this.finding = new Finding(code, where, sentence);
    }

    static MalformedBundleException of(FindingCode code, String sentence) {
        return new MalformedBundleException(code, new Place.Bundle(), sentence);
    }

    static MalformedBundleException of(FindingCode code, String entry, String sentence) {
        return new MalformedBundleException(code, new Place.ZipEntry(entry), sentence);
    }

    Finding finding() {
        return finding;
    }
}
