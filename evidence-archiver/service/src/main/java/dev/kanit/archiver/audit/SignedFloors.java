package dev.kanit.archiver.audit;

import dev.kanit.ledger.Disposal;

/**
 * What of a log may be gone, as the log of heads says under its signed checkpoint.
 *
 * @param payloadBelow records below this offset may have lost their payload; 0 for none
 * @param entriesBelow leaves below this index may have lost their entries; 0 for none
 */
public record SignedFloors(long payloadBelow, long entriesBelow) {

    /** Nothing may be gone. */
    public static final SignedFloors NONE = new SignedFloors(0, 0);

    SignedFloors raisedBy(Disposal disposal) {
        return switch (disposal.kind()) {
            case PAYLOAD ->
                    new SignedFloors(Math.max(payloadBelow, disposal.below()), entriesBelow);
            case ENTRIES ->
                    new SignedFloors(payloadBelow, Math.max(entriesBelow, disposal.below()));
        };
    }
}
