package dev.kanit.standalone.cli;

import dev.kanit.ledger.bundle.BundleContent;
import dev.kanit.ledger.bundle.Verdict;
import dev.kanit.replay.backtest.Backtest;
import dev.kanit.replay.backtest.Labels;
import dev.kanit.replay.backtest.PastCase;
import dev.kanit.replay.backtest.PastRollout;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bundles of past rollouts in a directory; one at a time is in memory. */
final class PastBundles {

    static final int MAX_BUNDLES = 10_000;

    private PastBundles() {}

    /**
     * The bundles that lie in a directory, by name.
     *
     * @throws IOException when it is none, holds no bundle, or more than {@value #MAX_BUNDLES}
     */
    static List<Path> in(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + ": no such directory (expected: one of bundles)");
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(directory, "*" + Labels.BUNDLE_SUFFIX)) {
            for (Path file : all) {
                files.add(file);
                if (files.size() > MAX_BUNDLES) {
                    throw new IOException(
                            "%s: more than %d bundles (expected: at most that)"
                                    .formatted(directory, MAX_BUNDLES));
                }
            }
        }
        if (files.isEmpty()) {
            throw new IOException(
                    "%s: no bundle (expected: at least one *%s)"
                            .formatted(directory, Labels.BUNDLE_SUFFIX));
        }
        files.sort(null);
        return files;
    }

    /** Verifies a bundle and asks the plan about it; what cannot be used says why. */
    static PastCase ask(Backtest backtest, Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            Verified verified = Verified.of(file, null);
            Verdict verdict = verified.verdict();
            if (verified.rollout().isEmpty()
                    || verified.ledger().content().isEmpty()
                    || verdict == Verdict.INVALID
                    || verdict == Verdict.INCOMPLETE) {
                return new PastCase.Unusable(name, "EVIDENCE_" + verified.why());
            }
            BundleContent content = verified.ledger().content().get();
            return backtest.ask(new PastRollout(name, verified.rollout().get(), content.plan()));
        } catch (IOException unreadable) {
            return new PastCase.Unusable(name, "UNREADABLE: " + unreadable.getMessage());
        } catch (RuntimeException | StackOverflowError strange) {
            // Verified, and yet made to confuse whoever asks it: named like any other.
            return new PastCase.Unusable(name, "UNREADABLE: " + strange);
        }
    }
}
