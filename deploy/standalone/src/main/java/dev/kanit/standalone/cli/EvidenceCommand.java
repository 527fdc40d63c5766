package dev.kanit.standalone.cli;

import picocli.CommandLine.Command;

/** {@code kanit evidence}: what an auditor does. Needs no network and no running service. */
@Command(
        name = "evidence",
        mixinStandardHelpOptions = true,
        description = "Verifies, replays and shows the evidence of rollouts, offline.",
        subcommands = {
            EvidenceVerifyCommand.class,
            EvidenceReplayCommand.class,
            EvidenceShowCommand.class,
            EvidenceReportCommand.class,
            EvidenceProveCommand.class,
            EvidenceListCommand.class,
            EvidenceFsckCommand.class,
            EvidenceHoldCommand.class,
            EvidencePruneCommand.class,
            EvidenceKeysCommand.class,
            EvidenceCosignCommand.class
        })
final class EvidenceCommand {

    /** As evidence.md gives it; other commands call bad usage 2. */
    static final int USAGE = 1;

    private EvidenceCommand() {}
}
