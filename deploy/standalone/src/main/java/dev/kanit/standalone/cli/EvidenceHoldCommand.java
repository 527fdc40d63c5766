package dev.kanit.standalone.cli;

import dev.kanit.archiver.retention.LegalHold;
import dev.kanit.archiver.retention.LegalHolds;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kanit evidence hold}: keeps evidence from being deleted. */
@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        description = "Legal holds: they win over every retention time.",
        subcommands = {
            EvidenceHoldCommand.Place.class,
            EvidenceHoldCommand.Release.class,
            EvidenceHoldCommand.Show.class
        })
final class EvidenceHoldCommand {

    @Command(
            name = "place",
            mixinStandardHelpOptions = true,
            description = "Holds a rollout, or everything; prints the hold's id.")
    static final class Place implements Callable<Integer> {

        @Spec private @Nullable CommandSpec spec;

        @Mixin private EvidenceOptions options = new EvidenceOptions();

        @Option(names = "--rollout", description = "Rollout to hold; everything without it.")
        private @Nullable String rollout;

        @Option(names = "--who", required = true, description = "Who asks for it.")
        private String who = "";

        @Option(names = "--why", required = true, description = "Why.")
        private String why = "";

        @Override
        public Integer call() throws IOException {
            try (OpenArchive archive = options.writing()) {
                LegalHold hold =
                        new LegalHolds(archive.store())
                                .place(Optional.ofNullable(rollout), who, why, Instant.now());
                CommandOutput.of(spec).out().println(hold.id());
            }
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = "Ends a hold; who placed it stays recorded.")
    static final class Release implements Callable<Integer> {

        @Spec private @Nullable CommandSpec spec;

        @Mixin private EvidenceOptions options = new EvidenceOptions();

        @Parameters(paramLabel = "ID", description = "As printed by place.")
        private String id = "";

        @Option(names = "--who", required = true, description = "Who releases it.")
        private String who = "";

        @Option(names = "--why", required = true, description = "Why.")
        private String why = "";

        @Override
        public Integer call() throws IOException {
            try (OpenArchive archive = options.writing()) {
                boolean released =
                        new LegalHolds(archive.store()).release(id, who, why, Instant.now());
                CommandOutput.of(spec).out().println(released ? "released" : "was released before");
            }
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Shows the holds that are in force.")
    static final class Show implements Callable<Integer> {

        @Spec private @Nullable CommandSpec spec;

        @Mixin private EvidenceOptions options = new EvidenceOptions();

        @Override
        public Integer call() throws IOException {
            var out = CommandOutput.of(spec).out();
            try (OpenArchive archive = options.reading()) {
                for (LegalHold hold : new LegalHolds(archive.store()).active()) {
                    out.println(
                            "%s  %s  %s  %s: %s"
                                    .formatted(
                                            hold.id(),
                                            hold.rollout().orElse("everything"),
                                            hold.at(),
                                            hold.who(),
                                            hold.why()));
                }
            }
            return ExitCodes.OK;
        }
    }
}
