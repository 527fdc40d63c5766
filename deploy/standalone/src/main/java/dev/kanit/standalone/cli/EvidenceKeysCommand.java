package dev.kanit.standalone.cli;

import dev.kanit.archiver.keys.ArchiverKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit evidence keys}: shows and rotates the archiver's key. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Shows the public keys of an archiver; makes the first one.")
final class EvidenceKeysCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--keys",
            defaultValue = ".kanit/up/keys",
            description = "Directory of the keys; ${DEFAULT-VALUE} by default.")
    private Path directory = Path.of("");

    @Option(
            names = "--rotate",
            description = "Makes a new key; running archivers take it when they are restarted.")
    private boolean rotate;

    @Override
    public Integer call() throws IOException {
        var out = CommandOutput.of(spec).out();
        ArchiverKeys keys = rotate ? ArchiverKeys.rotate(directory) : ArchiverKeys.open(directory);
        out.println("signs    " + keys.current());
        keys.others().forEach(key -> out.println("believed " + key));
        return ExitCodes.OK;
    }
}
