package dev.kanit.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kanit.evaluator.people.Caller;
import dev.kanit.evaluator.people.InstallationDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiTokenTest {

    @TempDir private Path directory;

    @Test
    void newTokenIsForItsOwnersEyesOnly() throws IOException {
        Path file = directory.resolve("token");

        ApiToken token = ApiToken.in(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(token.secret()).matches("[0-9a-f]{64}");
        assertThat(ApiToken.in(file).secret()).isEqualTo(token.secret());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "r--r--r--", "rw----r--", "rw--w----", "rwx------"})
    void tokenThatOthersCanReadIsRefused(String permissions) throws IOException {
        Path file = directory.resolve("token");
        ApiToken.in(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ApiToken.in(file))
                .withMessage(
                        file + ": " + permissions + " (expected: rw------- or r--r----- at most)");
    }

    /** A mounted secret is its group's to read, and nobody's to write. */
    @ParameterizedTest
    @ValueSource(strings = {"r--------", "r--r-----"})
    void readOnlyTokenIsFine(String permissions) throws IOException {
        Path file = directory.resolve("token");
        ApiToken made = ApiToken.in(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThat(ApiToken.in(file).secret()).isEqualTo(made.secret());
    }

    @Test
    void guessableTokenIsRefused() throws IOException {
        Path file = directory.resolve("token");
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "secret\n");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ApiToken.in(file))
                .withMessage(file + ": token too short (expected: 32 characters or more)");
    }

    @Test
    void textOfATokenDoesNotTellIt() throws IOException {
        ApiToken token = ApiToken.in(directory.resolve("token"));

        assertThat(token).hasToString("ApiToken[…]");
        InstallationDoor door = new InstallationDoor(token.secret());
        assertThat(door.known(token.asHeader())).contains(new Caller.Installation());
        assertThat(door.known(token.secret())).isEmpty();
    }
}
