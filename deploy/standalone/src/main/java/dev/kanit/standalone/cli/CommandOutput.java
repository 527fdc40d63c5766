package dev.kanit.standalone.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err complaints
 */
record CommandOutput(PrintWriter out, PrintWriter err) {

    private static final long MAX_TEXT_BYTES = 1 << 20;

    static CommandOutput of(@Nullable CommandSpec spec) {
        CommandLine command = commandLine(spec);
        return new CommandOutput(command.getOut(), command.getErr());
    }

    static CommandLine commandLine(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("command without a spec (expected: set by picocli)");
        }
        return spec.commandLine();
    }

    /** The clone that the launcher belongs to; the working directory without a launcher. */
    static Path home() {
        return Path.of(System.getProperty("kanit.home", ""));
    }

    static Path shippedPlan() {
        return home().resolve("deploy/plans/spark-v1.4.0.yaml");
    }

    /** The file's text; one sentence when it cannot be read. */
    static String readPlan(Path file) throws IOException {
        return readText(file, "a plan");
    }

    /** Likewise of another file that people write. */
    static String readText(Path file, String expected) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a directory (expected: " + expected + ")");
        }
        try {
            long size = Files.size(file);
            if (size > MAX_TEXT_BYTES) {
                throw new IOException(
                        file + ": " + size + " bytes (expected: at most " + MAX_TEXT_BYTES + ")");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new IOException(file + ": no such file (expected: " + expected + ")", missing);
        }
    }
}
