package dev.kanit.evaluator.people;

import dev.kanit.decision.rollout.Role;
import dev.kanit.decision.rollout.Roles;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who sent a request. */
public sealed interface Caller {

    /** Longest name of a person, in characters. */
    int MAX_NAME = 200;

    /** Whoever has the installation's token; they say themselves who they are. */
    record Installation() implements Caller {}

    /**
     * Somebody whom the users file or the identity provider knows.
     *
     * @param name 1 to {@value Caller#MAX_NAME} characters, none of them a control character
     * @param roles none at all is possible, and allows nothing
     */
    record Person(String name, Set<Role> roles) implements Caller {
        public Person {
            if (!isName(name)) {
                throw new IllegalArgumentException(
                        "name (expected: 1 to " + MAX_NAME + " printable characters)");
            }
            roles = Set.copyOf(roles);
        }
    }

    /** Whether people can be called so: nothing that breaks a line of a log or a report. */
    static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= MAX_NAME
                && text.equals(text.strip())
                && text.codePoints().noneMatch(Caller::isUnseen);
    }

    private static boolean isUnseen(int character) {
        int type = Character.getType(character);
        return Character.isISOControl(character)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    /**
     * The name under a command.
     *
     * @param by what the request says; may be missing where the caller is known
     * @return empty when somebody would sign for another
     */
    default Optional<String> signature(Optional<String> by) {
        return switch (this) {
            case Installation _ -> by;
            case Person person ->
                    by.isEmpty() || by.get().equals(person.name())
                            ? Optional.of(person.name())
                            : Optional.empty();
        };
    }

    /**
     * As commands carry them: in the order of {@link Role}, or the mark of the installation's token
     * where nobody is known.
     */
    default List<String> roleNames() {
        return switch (this) {
            case Installation _ -> List.of(Roles.INSTALLATION);
            case Person person -> person.roles().stream().sorted().map(Role::spelling).toList();
        };
    }
}
