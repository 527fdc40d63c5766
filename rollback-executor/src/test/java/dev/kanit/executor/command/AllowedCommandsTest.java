package dev.kanit.executor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class AllowedCommandsTest {

    @TempDir private Path directory = Path.of("");

    @Test
    void aCommandIsReadWithItsUsualLimits() throws IOException {
        AllowedCommand command =
                AllowedCommands.in(
                                file(
                                        "{\"commands\":{\"deploy\":{\"run\":[\"/opt/d\",\"{version}\"]}}}"))
                        .find("deploy")
                        .orElseThrow();

        assertThat(command.within()).hasSeconds(60);
        assertThat(command.environment()).isEmpty();
        assertThat(command.directory()).isEqualTo(Path.of("/"));
    }

    @Test
    void whatMakesNoSenseKeepsTheExecutorFromStarting() throws IOException {
        refused("{\"run\":[]}", "run of c");
        refused("{\"run\":[\"deploy.sh\"]}", "absolute path");
        refused("{\"run\":[\"/d\",\"--weight={weight}\"]}", "as a whole argument");
        refused("{\"run\":[\"/d\",\"{sha}\"]}", "as a whole argument");
        refused("{\"run\":[\"/d\"],\"withinSeconds\":0}", "within of c");
        refused("{\"run\":[\"/d\"],\"withinSeconds\":301}", "within of c");
        refused("{\"run\":[\"/d\"],\"directory\":\"here\"}", "directory of c");
        refused("{\"run\":[\"/d\"],\"shell\":true}", "shell of c");
        refused("{\"run\":\"/d\"}", "expected: a list");
        refused("{\"run\":[1]}", "expected: text");
        assertThatThrownBy(() -> AllowedCommands.in(file("[]"))).hasMessageContaining("commands");
        assertThatThrownBy(() -> AllowedCommands.in(file("{"))).hasMessageContaining("JSON");
        assertThatThrownBy(() -> AllowedCommands.in(directory.resolve("none").toString()))
                .hasMessageContaining("cannot be read");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatEverybodyCanWriteIsRefused() throws IOException {
        String file = file("{\"commands\":{}}");
        Files.setPosixFilePermissions(Path.of(file), PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThatThrownBy(() -> AllowedCommands.in(file))
                .hasMessageContaining("can be written by everybody");
    }

    private void refused(String command, String because) {
        assertThatThrownBy(() -> AllowedCommands.in(file("{\"commands\":{\"c\":" + command + "}}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(because);
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("commands.json"), text).toString();
    }
}
