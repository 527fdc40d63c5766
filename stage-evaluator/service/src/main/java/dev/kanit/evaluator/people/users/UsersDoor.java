package dev.kanit.evaluator.people.users;

import dev.kanit.evaluator.people.Admission;
import dev.kanit.evaluator.people.Caller;
import dev.kanit.evaluator.people.Door;
import dev.kanit.evaluator.people.users.User.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in whom the users file lists. The file is looked at on every request and read again when it
 * has changed. While it is unsound nobody is let in: a user who was taken out must not stay because
 * of a mistake in the same edit.
 */
public final class UsersDoor implements Door {

    private static final Logger LOG = LoggerFactory.getLogger(UsersDoor.class);
    private static final int MAX_RECOGNISED = 1_000;
    private static final int STRETCHED_AT_A_TIME = 2;

    /** Costs as much as a wrong password of somebody who is there. */
    private static final SecretHash NOBODY =
            SecretHash.of("nobody", SecretHash.PASSWORD_ITERATIONS);

    private final UsersFile file;
    private final Semaphore stretching = new Semaphore(STRETCHED_AT_A_TIME);
    private String stamp = "";
    private Book book = new Book(Map.of(), Map.of(), new LinkedHashMap<>(), "not read yet");

    /**
     * What the file said.
     *
     * @param recognised digests of headers that were found right since
     * @param trouble empty when all is well
     */
    private record Book(
            Map<String, User> byToken,
            Map<String, User> byName,
            Map<String, Caller.Person> recognised,
            String trouble) {

        static Book of(List<User> users) {
            Map<String, User> byToken = new HashMap<>();
            Map<String, User> byName = new HashMap<>();
            for (User user : users) {
                switch (user.credential()) {
                    case Credential.Token token -> byToken.put(token.id(), user);
                    case Credential.Password _ -> byName.put(user.name(), user);
                }
            }
            return new Book(byToken, byName, new LinkedHashMap<>(), "");
        }
    }

    /**
     * Opens the door.
     *
     * @throws IOException when the file is unsound or missing at the start
     */
    public static UsersDoor of(UsersFile file) throws IOException {
        file.read();
        return new UsersDoor(file);
    }

    private UsersDoor(UsersFile file) {
        this.file = file;
    }

    @Override
    public Optional<Caller> known(String authorization) {
        Book now = current();
        synchronized (now.recognised()) {
            return Optional.ofNullable(now.recognised().get(digest(authorization)));
        }
    }

    @Override
    public Admission admit(String authorization) {
        Book now = current();
        if (!now.trouble().isEmpty()) {
            return new Admission.Unavailable("the users file cannot be used; the log says why");
        }
        Optional<User> found =
                UserTokens.in(authorization)
                        .flatMap(
                                shown ->
                                        switch (shown) {
                                            case UserTokens.ByToken(String id, String secret) ->
                                                    checked(
                                                            Optional.ofNullable(
                                                                    now.byToken().get(id)),
                                                            secret);
                                            case UserTokens.ByPassword(
                                                            String name,
                                                            String secret) ->
                                                    withPassword(now, name, secret);
                                        });
        if (found.isEmpty()) {
            return new Admission.Refused("authorization (expected: a known user's token)");
        }
        remember(now, authorization, found.get().person());
        return new Admission.Admitted(found.get().person());
    }

    private Optional<User> withPassword(Book now, String name, String secret) {
        User user = now.byName().get(name);
        if (user == null) {
            stretched(NOBODY, secret);
        }
        return checked(Optional.ofNullable(user), secret);
    }

    private Optional<User> checked(Optional<User> user, String secret) {
        return user.filter(one -> stretched(one.credential().hash(), secret));
    }

    private boolean stretched(SecretHash hash, String secret) {
        stretching.acquireUninterruptibly();
        try {
            return hash.isOf(secret);
        } finally {
            stretching.release();
        }
    }

    private static void remember(Book book, String authorization, Caller.Person person) {
        synchronized (book.recognised()) {
            if (book.recognised().size() >= MAX_RECOGNISED) {
                book.recognised().clear();
            }
            book.recognised().put(digest(authorization), person);
        }
    }

    private synchronized Book current() {
        try {
            String now = file.stamp();
            if (!now.equals(stamp)) {
                stamp = now;
                book = Book.of(file.read());
                LOG.info("the users file was read");
            }
        } catch (IOException unsound) {
            if (book.trouble().isEmpty() || book.trouble().equals("not read yet")) {
                LOG.atError()
                        .addKeyValue("reason", String.valueOf(unsound.getMessage()))
                        .log("the users file cannot be used; nobody is let in until it can");
            }
            book =
                    new Book(
                            Map.of(),
                            Map.of(),
                            new LinkedHashMap<>(),
                            String.valueOf(unsound.getMessage()));
            // An unsound file is looked at again: only its rights may have been wrong.
            stamp = "";
        }
        return book;
    }

    private static String digest(String authorization) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(authorization.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String challenge() {
        return "Bearer, Basic realm=\"kanit\", charset=\"UTF-8\"";
    }

    @Override
    public boolean knowsPeople() {
        return true;
    }
}
