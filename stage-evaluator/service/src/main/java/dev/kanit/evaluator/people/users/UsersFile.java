package dev.kanit.evaluator.people.users;

import dev.kanit.decision.rollout.Role;
import dev.kanit.evaluator.people.users.User.Credential;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The file that lists the users, for its owner's eyes only. Written whole, under another name, and
 * then renamed: a reader sees the old one or the new one.
 */
public final class UsersFile {

    static final int MAX_BYTES = 1 << 20;
    static final int MIN_PASSWORD = 12;
    static final int MAX_PASSWORD = 200;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path file;

    public UsersFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** A user as lists show one: no secret, and no hash of one. */
    public record Listed(String name, List<String> roles, String credential) {}

    /**
     * Adds somebody with a new random token.
     *
     * @return the token, which is nowhere else
     * @throws IOException when the name is taken, or the file is unsound or cannot be written
     */
    public String addWithToken(String name, Set<Role> roles) throws IOException {
        String id = random(8);
        String token = UserTokens.PREFIX + id + "_" + random(32);
        SecretHash hash = SecretHash.of(token, SecretHash.TOKEN_ITERATIONS);
        add(name, roles, new Credential.Token(id, hash));
        return token;
    }

    /**
     * Adds somebody with a password of {@value #MIN_PASSWORD} to {@value #MAX_PASSWORD} characters.
     *
     * @throws IOException as above, or when the password is too short or too long
     */
    public void addWithPassword(String name, Set<Role> roles, String password) throws IOException {
        if (password.length() < MIN_PASSWORD || password.length() > MAX_PASSWORD) {
            throw new IOException(
                    "password of "
                            + password.length()
                            + " characters (expected: "
                            + MIN_PASSWORD
                            + " to "
                            + MAX_PASSWORD
                            + ")");
        }
        add(
                name,
                roles,
                new Credential.Password(SecretHash.of(password, SecretHash.PASSWORD_ITERATIONS)));
    }

    private void add(String name, Set<Role> roles, Credential credential) throws IOException {
        User user;
        try {
            user = new User(name, roles, credential);
        } catch (IllegalArgumentException unsound) {
            throw new IOException(unsound.getMessage(), unsound);
        }
        change(
                users -> {
                    if (users.stream().anyMatch(one -> one.name().equals(name))) {
                        throw new IOException(name + " is there (expected: a new name)");
                    }
                    if (users.size() >= UsersText.MAX_USERS) {
                        throw new IOException(
                                users.size() + " users (expected: < " + UsersText.MAX_USERS + ")");
                    }
                    users.add(user);
                });
    }

    /**
     * Takes somebody out.
     *
     * @throws IOException when nobody is called so, or the file is unsound or cannot be written
     */
    public void remove(String name) throws IOException {
        change(
                users -> {
                    if (!users.removeIf(one -> one.name().equals(name))) {
                        throw new IOException("nobody is called " + name);
                    }
                });
    }

    /** All users in the file's order. */
    public List<Listed> list() throws IOException {
        return read().stream()
                .map(
                        one ->
                                new Listed(
                                        one.name(),
                                        one.person().roleNames(),
                                        switch (one.credential()) {
                                            case Credential.Token _ -> "token";
                                            case Credential.Password _ -> "password";
                                        }))
                .toList();
    }

    /** Size, time and place of the file as it is now: another stamp is another text. */
    String stamp() throws IOException {
        PosixFileAttributes now = Files.readAttributes(file, PosixFileAttributes.class);
        return now.size()
                + " "
                + now.lastModifiedTime()
                + " "
                + now.fileKey()
                + " "
                + PosixFilePermissions.toString(now.permissions());
    }

    List<User> read() throws IOException {
        PosixFileAttributes now = Files.readAttributes(file, PosixFileAttributes.class);
        if (!now.isRegularFile() || !OWNER_ONLY.containsAll(now.permissions())) {
            throw new IOException(
                    file
                            + ": "
                            + PosixFilePermissions.toString(now.permissions())
                            + " (expected: a file with rw------- at most)");
        }
        byte[] text;
        try (InputStream in = Files.newInputStream(file)) {
            text = in.readNBytes(MAX_BYTES + 1);
        }
        if (text.length > MAX_BYTES) {
            throw new IOException(file + " (expected: at most " + MAX_BYTES + " bytes)");
        }
        try {
            return UsersText.read(text);
        } catch (IOException unsound) {
            throw new IOException(file + ": " + unsound.getMessage(), unsound);
        }
    }

    @FunctionalInterface
    private interface Change {
        void to(List<User> users) throws IOException;
    }

    private void change(Change change) throws IOException {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lockFile,
                                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                FileLock _ = channel.lock()) {
            List<User> users = new ArrayList<>(Files.exists(file) ? read() : List.of());
            change.to(users);
            replace(UsersText.write(users));
        }
    }

    private void replace(byte[] text) throws IOException {
        Path next =
                Files.createTempFile(
                        file.getParent(),
                        ".users",
                        ".next",
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text));
                channel.force(true);
            }
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
