package dev.kanit.ledger.note;

import java.util.Optional;

/** What a key may be called. */
final class KeyName {

    private static final int MAX_CHARACTERS = 255;

    private KeyName() {}

    /** Empty when {@code name} is one; else what is wrong with it. */
    static Optional<String> refusal(String name) {
        if (name.isEmpty() || name.length() > MAX_CHARACTERS) {
            return Optional.of(
                    "key name: %d characters (expected: 1 to %d)"
                            .formatted(name.length(), MAX_CHARACTERS));
        }
        return name.codePoints().anyMatch(KeyName::isForbidden)
                ? Optional.of("key name: '" + name + "' (expected: no spaces, no +)")
                : Optional.empty();
    }

    private static boolean isForbidden(int character) {
        return character == '+'
                || Character.isSpaceChar(character)
                || Character.isWhitespace(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.SURROGATE;
    }
}
