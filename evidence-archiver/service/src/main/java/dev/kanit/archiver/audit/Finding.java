package dev.kanit.archiver.audit;

/**
 * Something in an archive that does not fit.
 *
 * @param where the log's origin, with the record where one is known
 * @param what is wrong with it
 */
public record Finding(String where, String what) {

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
