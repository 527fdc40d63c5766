package dev.kanit.evaluator.people.users;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.kanit.decision.rollout.Role;
import dev.kanit.evaluator.people.Admission;
import dev.kanit.evaluator.people.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsersDoorTest {

    private static final String PASSWORD = "correct horse: battery";

    @TempDir private Path directory;
    private Path path = Path.of("");
    private UsersFile file = new UsersFile(path);

    @BeforeEach
    void open() {
        path = directory.resolve("users.json");
        file = new UsersFile(path);
    }

    @Test
    void whoHasTheTokenIsLetInAndRecognisedAfterwards() throws IOException {
        String token = file.addWithToken("ayşe", Set.of(Role.OPERATOR));
        UsersDoor door = UsersDoor.of(file);
        Caller ayse = new Caller.Person("ayşe", Set.of(Role.OPERATOR));

        assertThat(door.known("Bearer " + token)).isEmpty();
        assertThat(door.admit("Bearer " + token)).isEqualTo(new Admission.Admitted(ayse));
        assertThat(door.known("Bearer " + token)).contains(ayse);
    }

    @Test
    void nothingButTheWholeTokenLetsIn() throws IOException {
        String token = file.addWithToken("ayşe", Set.of(Role.OPERATOR));
        String other = file.addWithToken("deniz", Set.of(Role.VIEWER));
        UsersDoor door = UsersDoor.of(file);

        for (String shown :
                new String[] {
                    "",
                    "Bearer",
                    token,
                    "Bearer  " + token,
                    "Bearer " + token + "0",
                    "Bearer " + token.substring(0, token.length() - 1),
                    "Bearer " + token.substring(0, 23) + "0".repeat(64),
                    "Bearer " + token.substring(0, 23) + other.substring(23),
                    "Basic " + base64("ayşe:" + token),
                    "Basic " + base64("ayşe:"),
                    "Basic " + base64(":"),
                    "Basic !",
                }) {
            assertThat(door.admit(shown)).isInstanceOf(Admission.Refused.class);
            assertThat(door.admit(shown).toString()).doesNotContain(token.substring(23));
        }
    }

    @Test
    void passwordMayHaveColonsAndMustBeRight() throws IOException {
        file.addWithPassword("deniz", Set.of(Role.APPROVER), PASSWORD);
        UsersDoor door = UsersDoor.of(file);

        assertThat(door.admit("Basic " + base64("deniz:" + PASSWORD)))
                .isEqualTo(
                        new Admission.Admitted(new Caller.Person("deniz", Set.of(Role.APPROVER))));
        assertThat(door.admit("Basic " + base64("deniz:" + PASSWORD + " ")))
                .isInstanceOf(Admission.Refused.class);
        assertThat(door.admit("Basic " + base64("nobody:" + PASSWORD)))
                .isInstanceOf(Admission.Refused.class);
    }

    @Test
    void whoIsTakenOutIsOutAtOnceAndWhoIsAddedIsIn() throws IOException {
        String first = file.addWithToken("first", Set.of(Role.OPERATOR));
        UsersDoor door = UsersDoor.of(file);
        assertThat(door.admit("Bearer " + first)).isInstanceOf(Admission.Admitted.class);

        file.remove("first");
        String second = file.addWithToken("second", Set.of(Role.OPERATOR));

        assertThat(door.known("Bearer " + first)).isEmpty();
        assertThat(door.admit("Bearer " + first)).isInstanceOf(Admission.Refused.class);
        assertThat(door.admit("Bearer " + second)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void whileTheFileIsUnsoundNobodyIsLetIn() throws IOException {
        String token = file.addWithToken("ayşe", Set.of(Role.OPERATOR));
        UsersDoor door = UsersDoor.of(file);
        assertThat(door.admit("Bearer " + token)).isInstanceOf(Admission.Admitted.class);
        String sound = Files.readString(path);

        Files.writeString(path, sound + "x");
        assertThat(door.known("Bearer " + token)).isEmpty();
        assertThat(door.admit("Bearer " + token)).isInstanceOf(Admission.Unavailable.class);
        Files.writeString(path, sound);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(door.admit("Bearer " + token)).isInstanceOf(Admission.Unavailable.class);
        Files.delete(path);
        assertThat(door.admit("Bearer " + token)).isInstanceOf(Admission.Unavailable.class);
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path, sound);
        assertThat(door.admit("Bearer " + token)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void thereIsNoDoorWithoutASoundFile() {
        assertThatIOException().isThrownBy(() -> UsersDoor.of(file));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
