package dev.kanit.evaluator.people.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kanit.decision.rollout.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UsersFileTest {

    private static final String HASHED =
            "{'salt':'AAAAAAAAAAAAAAAAAAAAAA==','iterations':1000,"
                    + "'hash':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='}";
    private static final String TOKEN = HASHED.replace("{", "{'id':'0123456789abcdef',");

    @TempDir private Path directory;
    private Path path = Path.of("");
    private UsersFile file = new UsersFile(path);

    @BeforeEach
    void open() {
        path = directory.resolve("users.json");
        file = new UsersFile(path);
    }

    @Test
    void tokenIsToldOnceAndTheFileIsForItsOwnersEyesOnly() throws IOException {
        String token = file.addWithToken("ayşe", Set.of(Role.OPERATOR, Role.VIEWER));

        assertThat(token).matches("kanit_[0-9a-f]{16}_[0-9a-f]{64}");
        assertThat(Files.readString(path)).doesNotContain(token.substring(23));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(file.list())
                .containsExactly(
                        new UsersFile.Listed("ayşe", List.of("viewer", "operator"), "token"));
    }

    @Test
    void sameSecretIsNeverHashedTheSame() throws IOException {
        file.addWithPassword("a", Set.of(Role.VIEWER), "correct horse battery");
        file.addWithPassword("b", Set.of(Role.VIEWER), "correct horse battery");

        List<SecretHash> hashes = file.read().stream().map(one -> one.credential().hash()).toList();

        assertThat(hashes.get(0).hash()).isNotEqualTo(hashes.get(1).hash());
        assertThat(hashes).allMatch(one -> one.iterations() == SecretHash.PASSWORD_ITERATIONS);
        assertThat(Files.readString(path)).doesNotContain("correct horse");
        assertThat(file.read().toString()).doesNotContain(hashes.get(0).hash());
    }

    @Test
    void whoIsRemovedIsGoneAndNobodyElse() throws IOException {
        file.addWithToken("a", Set.of(Role.VIEWER));
        file.addWithToken("b", Set.of(Role.AUDITOR));

        file.remove("a");

        assertThat(file.list()).extracting(UsersFile.Listed::name).containsExactly("b");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> file.remove("a"))
                .withMessage("nobody is called a");
    }

    @Test
    void nameIsUsedOnceAndNeedsARole() throws IOException {
        file.addWithToken("a", Set.of(Role.VIEWER));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> file.addWithToken("a", Set.of(Role.OPERATOR)))
                .withMessage("a is there (expected: a new name)");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> file.addWithToken("b", Set.of()))
                .withMessageContaining("at least one");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> file.addWithPassword("b", Set.of(Role.VIEWER), "short"))
                .withMessage("password of 5 characters (expected: 12 to 200)");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> file.addWithPassword("b:c", Set.of(Role.VIEWER), "x".repeat(12)))
                .withMessageContaining("colon");
        assertThat(file.list()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
    void fileThatOthersCanReadIsRefused(String permissions) throws IOException {
        file.addWithToken("a", Set.of(Role.VIEWER));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(file::read)
                .withMessage(
                        path + ": " + permissions + " (expected: a file with rw------- at most)");
    }

    @Test
    void filesAsTheyAreWrittenByHandAreRead() throws IOException {
        write("{'users':[{'name':'a','roles':['auditor'],'token':" + TOKEN + "}]}");

        assertThat(file.list())
                .containsExactly(new UsersFile.Listed("a", List.of("auditor"), "token"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{'users':{}}",
                "{'users':[],'users':[]}",
                "{'users':[]} x",
                "{'users':[],'admins':[]}",
                "{'users':[7]}",
                "{'users':[{'name':'a','roles':['viewer']}]}",
                "{'users':[{'name':'a','roles':['root'],'token':TOKEN}]}",
                "{'users':[{'name':'a','roles':[],'token':TOKEN}]}",
                "{'users':[{'name':'a','roles':['viewer'],'token':TOKEN,'password':HASHED}]}",
                "{'users':[{'name':'a','roles':['viewer'],'token':TOKEN},"
                        + "{'name':'b','roles':['viewer'],'token':TOKEN}]}",
                "{'users':[{'name':'a','roles':['viewer'],'password':HASHED},"
                        + "{'name':'a','roles':['viewer'],'token':TOKEN}]}",
                "{'users':[{'name':'a\\nb','roles':['viewer'],'token':TOKEN}]}",
                "{'users':[{'name':'a','roles':['viewer'],'token':{'id':'secret'}}]}"
            })
    void unsoundFileIsRefusedAndItsValuesAreNotRepeated(String text) throws IOException {
        write(text.replace("TOKEN", TOKEN).replace("HASHED", HASHED));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(file::read)
                .withMessageStartingWith(path.toString())
                .withMessageContaining("expected")
                .withMessageNotContaining("AAAA");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 2_000_001})
    void hashThatIsTooCheapOrTooDearIsRefused(int iterations) throws IOException {
        write(
                "{'users':[{'name':'a','roles':['viewer'],'token':"
                        + TOKEN.replace("1000", String.valueOf(iterations))
                        + "}]}");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(file::read)
                .withMessageContaining("iterations: " + iterations);
    }

    @Test
    void hugeFileIsNotRead() throws IOException {
        write("{'users':[]}" + " ".repeat(UsersFile.MAX_BYTES));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(file::read)
                .withMessageContaining("at most " + UsersFile.MAX_BYTES + " bytes");
    }

    private void write(String text) throws IOException {
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path, text.replace('\'', '"'));
    }
}
