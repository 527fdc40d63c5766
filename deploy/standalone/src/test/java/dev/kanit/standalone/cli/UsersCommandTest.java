package dev.kanit.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.standalone.platform.Platform;
import dev.kanit.standalone.platform.PlatformOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsersCommandTest {

    @TempDir private Path directory;

    @Test
    void peopleAreAddedListedAndRemoved() {
        String file = directory.resolve("users.json").toString();

        Run added =
                kanit(
                        "users",
                        "add",
                        "ayse",
                        "--role",
                        "operator",
                        "--role",
                        "viewer",
                        "--file",
                        file);
        Run again = kanit("users", "add", "ayse", "--role", "viewer", "--file", file);
        Run wrong = kanit("users", "add", "deniz", "--role", "root", "--file", file);
        Run list = kanit("users", "list", "--file", file);
        Run removed = kanit("users", "remove", "ayse", "--file", file);

        assertThat(added.out()).matches("kanit_[0-9a-f]{16}_[0-9a-f]{64}\\s+");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).isEqualTo("kanit: ayse is there (expected: a new name)\n");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("(expected: viewer, operator, incident-commander");
        assertThat(list.out()).isEqualTo("ayse  viewer,operator  token\n");
        assertThat(removed.out()).isEqualTo("removed ayse\n");
        assertThat(kanit("users", "list", "--file", file).out()).isEmpty();
    }

    @Test
    void tokenOfOnesOwnLeavesNoRoomForAnotherName() throws IOException {
        for (String token : new String[] {"kanit_00_11", "aa.bb.cc"}) {
            Path file = Files.writeString(directory.resolve("token"), token + "\n");

            Run run =
                    kanit("rollout", "hold", "r", "--by", "deniz", "--token-file", file.toString());

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo(
                            "kanit: --by deniz: your token says who you are (expected: no --by)\n");
        }
    }

    @Test
    void fileThatHoldsNoTokenIsOneSentenceThatDoesNotRepeatIt() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "two\nlines");

        Run run = kanit("rollout", "list", "--token-file", file.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "kanit: "
                                + file
                                + ": no token (expected: one line of letters and digits)\n");
    }

    @Test
    void peopleOfAFileSteerThePlatformByTheirRoles() throws Exception {
        Path users = directory.resolve("users.json");
        Path operator = token(users, "ayse", "operator");
        Path viewer = token(users, "vera", "viewer");
        try (Platform platform =
                Platform.start(
                        PlatformOptions.in(directory.resolve("data")).withUsers(users), _ -> {})) {
            String url = platform.apiUri().toString();

            Run started =
                    rollout(
                            "start",
                            operator,
                            url,
                            "--plan",
                            CommandOutput.shippedPlan().toString(),
                            "--id",
                            "people");
            Run listed = rollout("list", viewer, url);
            Run refused = rollout("rollback", viewer, url, "people");
            Run installation = rollout("list", platform.tokenFile(), url);

            assertThat(started.out()).isEqualTo("started people\n");
            assertThat(listed.exit()).isZero();
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err())
                    .isEqualTo(
                            "kanit: ROLL_BACK needs a role (expected: operator or"
                                    + " incident-commander) [403]\n");
            assertThat(installation.err()).endsWith("[401]\n");
        }
    }

    private Path token(Path users, String name, String role) throws IOException {
        Run added = kanit("users", "add", name, "--role", role, "--file", users.toString());
        return Files.writeString(directory.resolve(name), added.out());
    }

    private static Run rollout(String command, Path token, String url, String... more) {
        String[] all = new String[6 + more.length];
        all[0] = "rollout";
        all[1] = command;
        all[2] = "--token-file";
        all[3] = token.toString();
        all[4] = "--url";
        all[5] = url;
        System.arraycopy(more, 0, all, 6, more.length);
        return kanit(all);
    }

    private record Run(int exit, String out, String err) {}

    private static Run kanit(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit =
                Kanit.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }
}
