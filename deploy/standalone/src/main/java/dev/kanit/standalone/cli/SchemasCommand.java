package dev.kanit.standalone.cli;

import dev.kanit.schemas.RegistryException;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit schemas}: services only look schemas up, so somebody has to register them. */
@Command(
        name = "schemas",
        mixinStandardHelpOptions = true,
        description = "Looks after the schemas in a registry.",
        subcommands = SchemasCommand.Register.class)
final class SchemasCommand {

    private static final Duration ANSWER = Duration.ofSeconds(20);

    @Command(
            name = "register",
            mixinStandardHelpOptions = true,
            description = "Registers the shipped schemas; those that are there stay as they are.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:all are there", "1:the registry refused, or is away"})
    static final class Register implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;

        @Option(
                names = "--registry",
                required = true,
                paramLabel = "URL",
                description = "Base of the Confluent REST API.")
        private URI registry = URI.create("");

        @Override
        public Integer call() throws IOException {
            try (SchemaRegistryClient client = new SchemaRegistryClient(registry, ANSWER)) {
                SchemaRegistration.registerAll(client);
            } catch (RegistryException failed) {
                throw new IOException(failed.getMessage(), failed);
            }
            CommandOutput.of(spec)
                    .out()
                    .println(
                            "%s: %d subjects are there"
                                    .formatted(registry, TopicCatalogue.recordClasses().size()));
            return ExitCodes.OK;
        }
    }
}
