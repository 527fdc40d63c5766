package dev.kanit.standalone.cli;

import dev.kanit.archiver.audit.ArchivedCluster;
import dev.kanit.archiver.retention.Bundles;
import dev.kanit.archiver.retention.Disposer;
import dev.kanit.archiver.retention.Floors;
import dev.kanit.archiver.retention.Pruned;
import dev.kanit.archiver.retention.Pruner;
import dev.kanit.archiver.retention.RetentionPolicy;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.segment.MalformedSegmentException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit evidence prune}: deletes expired payload. */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        description = {
            "Deletes expired payload of closed and bundled rollouts that nobody holds.",
            "The first run asks the archiver to say so in the log; a later one deletes."
        })
final class EvidencePruneCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Mixin private EvidenceOptions options = new EvidenceOptions();

    @Option(
            names = "--payload-days",
            defaultValue = "90",
            description = "How long payload is kept; ${DEFAULT-VALUE} by default.")
    private int payloadDays = 90;

    @Override
    public Integer call() throws IOException, DamagedTreeException, MalformedSegmentException {
        var out = CommandOutput.of(spec).out();
        try (OpenArchive archive = options.writing()) {
            prune(archive, out);
        }
        return ExitCodes.OK;
    }

    private void prune(OpenArchive archive, PrintWriter out)
            throws IOException, DamagedTreeException, MalformedSegmentException {
        var store = archive.store();
        Duration payload = Duration.ofDays(payloadDays);
        Duration entries = longer(payload, RetentionPolicy.USUAL.entries());
        Floors floors = new Floors(store);
        Pruner pruner =
                new Pruner(
                        store,
                        RetentionPolicy.of(payload, entries),
                        Bundles.in(store),
                        floors,
                        Disposer.asking(floors),
                        Clock.systemUTC());
        for (ArchivedCluster cluster : archive.clusters(options.policy())) {
            for (Pruned pruned : pruner.prune(cluster)) {
                out.println(
                        pruned.inWords()
                                .orElse(
                                        pruned.log().path()
                                                + ": nothing to do, "
                                                + pruned.keptBecause()));
            }
        }
    }

    private static Duration longer(Duration one, Duration two) {
        return one.compareTo(two) > 0 ? one : two;
    }
}
