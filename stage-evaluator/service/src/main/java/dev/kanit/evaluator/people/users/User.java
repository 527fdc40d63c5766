package dev.kanit.evaluator.people.users;

import dev.kanit.decision.rollout.Role;
import dev.kanit.evaluator.people.Caller;
import java.util.Set;

/**
 * One entry of the users file.
 *
 * @param name as a {@link Caller.Person}'s; a name with a colon cannot sign in by password
 * @param roles at least one
 */
record User(String name, Set<Role> roles, Credential credential) {

    /** What a user shows. */
    sealed interface Credential {

        SecretHash hash();

        /**
         * A random token.
         *
         * @param id 16 hexadecimal digits, which find the entry; no secret
         */
        record Token(String id, SecretHash hash) implements Credential {
            public Token {
                if (!id.matches("[0-9a-f]{16}")) {
                    throw new IllegalArgumentException(
                            "token id (expected: 16 hexadecimal digits)");
                }
            }
        }

        record Password(SecretHash hash) implements Credential {}
    }

    User {
        if (!Caller.isName(name)) {
            throw new IllegalArgumentException(
                    "name (expected: 1 to " + Caller.MAX_NAME + " printable characters)");
        }
        if (credential instanceof Credential.Password && name.contains(":")) {
            throw new IllegalArgumentException(
                    "name with a colon (expected: none, for a user with a password)");
        }
        roles = Set.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("roles of '" + name + "' (expected: at least one)");
        }
    }

    Caller.Person person() {
        return new Caller.Person(name, roles);
    }
}
