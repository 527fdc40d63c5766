package dev.kanit.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.embedded.EmbeddedKafka;
import dev.kanit.embedded.EmbeddedKafkaOptions;
import dev.kanit.embedded.EmbeddedRegistry;
import dev.kanit.embedded.SecuredListener;
import dev.kanit.schemas.TopicCatalogue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class TopicsCommandTest {

    @TempDir private Path directory;

    private record Answer(int exit, String out, String err) {}

    @Test
    void planChangesNothingApplyMendsAndPlanThenFindsNothing() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 1)) {
            String servers = kafka.bootstrapServers();
            for (int twice = 0; twice < 2; twice++) {
                Answer plan = kanit("topics", "plan", "--bootstrap", servers);
                assertThat(plan.exit()).isEqualTo(ExitCodes.DIFFERS);
                assertThat(plan.out())
                        .startsWith("differs topic rollout.signals is missing")
                        .endsWith(
                                TopicCatalogue.all().size()
                                        + " differences"
                                        + System.lineSeparator());
            }

            Answer apply = kanit("topics", "apply", "--bootstrap", servers, "--partitions", "2");
            assertThat(apply.exit()).as(apply.err()).isZero();
            assertThat(apply.out()).contains("as it should be (2 partitions, 1 copies)");

            assertThat(kanit("topics", "plan", "--bootstrap", servers).exit()).isZero();
            Answer other = kanit("topics", "apply", "--bootstrap", servers, "--partitions", "3");
            assertThat(other.exit()).isEqualTo(ExitCodes.DIFFERS);
            assertThat(other.out())
                    .contains("yours   partitions of rollout.signals: 2 (expected: 3")
                    .contains("or ask for the number that exists (--partitions)");

            assertThat(kanit("topics", "plan", "--bootstrap", servers, "--acls"))
                    .satisfies(
                            refused -> {
                                assertThat(refused.exit()).isEqualTo(ExitCodes.FAILED);
                                assertThat(refused.err()).contains("has no authorizer");
                            });
            assertThat(kanit("topics", "plan", "--bootstrap", servers, "--partitions", "0").exit())
                    .isEqualTo(ExitCodes.INVALID);
        }
    }

    @Test
    void rightsAreGrantedOnceThroughASettingsFileAndTheReportIsAnObject() throws Exception {
        SecuredListener listener =
                new SecuredListener(Map.of("admin", "a-secret"), Optional.empty());
        try (EmbeddedKafka kafka =
                EmbeddedKafka.start(EmbeddedKafkaOptions.secured(directory, listener))) {
            List<String> open = List.of("--bootstrap", kafka.bootstrapServers(), "--acls");
            Answer apply = kanit("topics", "apply", open, "--json");
            assertThat(apply.exit()).as(apply.err()).isZero();
            assertThat(apply.out())
                    .contains(
                            "\"kind\":\"TopicMissing\"",
                            "\"kind\":\"RightMissing\"",
                            "\"left\":[]");
            assertThat(kanit("topics", "plan", open).out()).contains("as it should be");

            Answer renamed =
                    kanit("topics", "plan", open, "--principal", "command-api=User:CN=api");
            assertThat(renamed.exit()).isEqualTo(ExitCodes.DIFFERS);
            assertThat(renamed.out())
                    .contains("missing right: User:CN=api allow write on topic rollout.commands")
                    .contains("unexpected right: User:command-api allow write");
            assertThat(kanit("topics", "plan", open, "--principal", "nobody=User:x").exit())
                    .isEqualTo(ExitCodes.INVALID);

            Path file = directory.resolve("admin.properties");
            Files.writeString(
                    file,
                    """
                    security.protocol=SASL_PLAINTEXT
                    sasl.mechanism=PLAIN
                    sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule \
                    required username="admin" password="a-secret";
                    """);
            Answer stranger =
                    kanit(
                            "topics",
                            "plan",
                            List.of("--bootstrap", kafka.securedServers(), "--acls"),
                            "--command-config",
                            file.toString());
            assertThat(stranger.exit()).isEqualTo(ExitCodes.FAILED);
            assertThat(stranger.err()).contains("authorization failed").doesNotContain("a-secret");
        }
    }

    @Test
    void schemasAreRegisteredAndRegisteringThemAgainChangesNothing() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 1);
                EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers())) {
            for (int twice = 0; twice < 2; twice++) {
                Answer answer =
                        kanit("schemas", "register", "--registry", registry.uri().toString());
                assertThat(answer.exit()).as(answer.err()).isZero();
                assertThat(answer.out())
                        .contains(TopicCatalogue.recordClasses().size() + " subjects are there");
            }
        }
    }

    private static Answer kanit(Object... arguments) {
        List<String> all = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof List<?> several) {
                several.forEach(one -> all.add(String.valueOf(one)));
            } else {
                all.add(String.valueOf(argument));
            }
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                Kanit.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = command.execute(all.toArray(String[]::new));
        return new Answer(exit, out.toString(), err.toString());
    }
}
