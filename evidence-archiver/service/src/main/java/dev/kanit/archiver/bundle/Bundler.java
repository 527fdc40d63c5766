package dev.kanit.archiver.bundle;

import dev.kanit.archiver.keys.ArchiverKeys;
import dev.kanit.archiver.witness.Cosigning;
import dev.kanit.ledger.CheckpointSigner;
import dev.kanit.ledger.HeadsLog;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.bundle.BundleCollector;
import dev.kanit.ledger.bundle.Collected;
import dev.kanit.ledger.bundle.Verdict;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.HashSource;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.replay.ConsumedInputs;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for rollouts that are closed and have no bundle, and makes it once all of their records are
 * under signed checkpoints. What is to be done is seen from the directories alone, so it goes on
 * after any crash; two archivers make the same bundle twice at worst.
 */
public final class Bundler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bundler.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    /** How long a bundle waits for deliveries of the rollout's last alerts. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);

    /** A pause after a failure. */
    private static final Duration LATER = Duration.ofSeconds(5);

    private final EvidenceStore store;
    private final ArchiverKeys keys;
    private final CheckpointSigner signer;
    private final Path rollouts;
    private final BundleMaker maker;
    private final StoredBundles bundles;
    private final Optional<Cosigning> cosigning;

    /** Since when a rollout waits for witnesses alone. */
    private final Map<String, Long> witnessesAskedSince = new HashMap<>();

    private final Set<Path> settled = new HashSet<>();
    private final Map<Path, Long> notBefore = new HashMap<>();
    private final Map<Path, Long> closedSince = new HashMap<>();
    private final Unbundled unbundled = new Unbundled();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final Thread thread;

    private Bundler(
            EvidenceStore store,
            ArchiverKeys keys,
            CheckpointSigner signer,
            Path rollouts,
            BundleMaker maker,
            StoredBundles bundles,
            Optional<Cosigning> cosigning) {
        this.cosigning = cosigning;
        this.bundles = bundles;
        this.signer = signer;
        this.store = store;
        this.keys = keys;
        this.rollouts = rollouts;
        this.maker = maker;
        this.thread = Thread.ofPlatform().daemon().name("evidence-bundler").unstarted(this::run);
    }

    /**
     * Starts looking.
     *
     * @param root of the archive's directories
     * @param registry not closed by this
     */
    public static Bundler start(
            EvidenceStore store, ArchiverKeys keys, Path root, SchemaRegistryClient registry)
            throws IOException {
        return start(store, keys, root, registry, Optional.empty());
    }

    /**
     * The same with witnesses.
     *
     * @param cosigning asks them; closed with this
     */
    public static Bundler start(
            EvidenceStore store,
            ArchiverKeys keys,
            Path root,
            SchemaRegistryClient registry,
            Optional<Cosigning> cosigning)
            throws IOException {
        StoredBundles bundles = new StoredBundles(store);
        Bundler bundler =
                new Bundler(
                        store,
                        keys,
                        keys.signer(),
                        root.resolve("rollouts"),
                        new BundleMaker(
                                keys.bundleWriter(),
                                new SchemaTexts(registry),
                                bundles,
                                InstantSource.system()),
                        bundles,
                        cosigning);
        bundler.thread.start();
        return bundler;
    }

    /** Closed rollouts that long since should have a bundle and have none, in a sentence each. */
    public List<String> overdue() {
        return unbundled.overdue();
    }

    private void run() {
        while (!isClosedWithin(EVERY)) {
            try {
                unsettled().forEach(this::lookSafely);
            } catch (IOException | RuntimeException failed) {
                LOG.atWarn().setCause(failed).log("no bundles for now: {}", failed.toString());
            }
        }
    }

    private List<Path> unsettled() throws IOException {
        if (!Files.isDirectory(rollouts)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(rollouts)) {
            return all.filter(Files::isDirectory)
                    .filter(directory -> !String.valueOf(directory.getFileName()).startsWith("."))
                    .filter(directory -> !settled.contains(directory))
                    .toList();
        }
    }

    /** What is wrong with one rollout must not keep the others from their bundles. */
    private void lookSafely(Path directory) {
        if (System.nanoTime() < notBefore.getOrDefault(directory, Long.MIN_VALUE)) {
            return;
        }
        try {
            look(directory);
        } catch (IOException | RuntimeException failed) {
            later(directory, failed.toString());
        }
    }

    private void later(Path directory, String why) {
        notBefore.put(directory, System.nanoTime() + LATER.toNanos());
        unbundled.failed(String.valueOf(directory.getFileName()), why);
        LOG.atWarn().log("no bundle of {} for now: {}", directory.getFileName(), why);
    }

    private void look(Path directory) throws IOException {
        Optional<ClosedRollout> rollout = ClosedRollout.in(directory);
        if (rollout.isEmpty()) {
            return;
        }
        if (bundles.holds(rollout.get().rollout())) {
            settle(directory);
            return;
        }
        ClosedRollout one = rollout.get();
        if (isBeingTold(one)) {
            return;
        }
        switch (collect(one)) {
            // Records are archived before they are signed for; the next look sees more.
            case Collected.NotYet(String why) ->
                    unbundled.waits(one.rollout(), why, System.nanoTime());
            case Collected.Damaged(String why) -> {
                settled.add(directory);
                unbundled.damaged(one.rollout(), why);
                LOG.atError()
                        .addKeyValue("rolloutId", one.rollout())
                        .log("the archive cannot be bundled: {}", why);
            }
            case Collected.Whole whole -> {
                Verdict verdict = maker.make(one, whole);
                if (verdict == Verdict.INVALID || verdict == Verdict.INCOMPLETE) {
                    later(directory, "it would be " + verdict);
                } else {
                    settle(directory);
                    LOG.atInfo().addKeyValue("rolloutId", one.rollout()).log("evidence bundled");
                }
            }
        }
    }

    /**
     * People are told of an end after it was decided. Where deliveries are recorded, those of the
     * end get a while to be among the evidence; what comes later is in the archive, not here.
     */
    private boolean isBeingTold(ClosedRollout one) {
        if (one.places().stream()
                .noneMatch(place -> place.topic().equals(TopicCatalogue.DELIVERIES))) {
            return false;
        }
        long now = System.nanoTime();
        return now - closedSince.computeIfAbsent(one.directory(), _ -> now) < TOLD_WITHIN.toNanos();
    }

    private void settle(Path directory) {
        closedSince.remove(directory);
        settled.add(directory);
        unbundled.bundled(String.valueOf(directory.getFileName()));
    }

    /** Proves under the checkpoint that the log of heads has when it is asked first. */
    private static final class OneHead {

        private final HeadsLog heads;
        private Optional<SignedNote> under = Optional.empty();

        private final Optional<Cosigning> cosigning;

        OneHead(HeadsLog heads, Optional<Cosigning> cosigning) {
            this.heads = heads;
            this.cosigning = cosigning;
        }

        Optional<TlogProof> prove(Checkpoint head) throws IOException, DamagedTreeException {
            if (under.isEmpty()) {
                under = heads.tree().checkpoint();
                if (under.isPresent() && cosigning.isPresent()) {
                    HashSource tree = heads.tree().reader(Cosigning.sizeOf(under.get()));
                    under = Optional.of(cosigning.get().cosign(under.get(), tree));
                }
            }
            return under.isEmpty() ? Optional.empty() : heads.prove(head, under.get());
        }
    }

    private Collected collect(ClosedRollout one) throws IOException {
        try {
            HeadsLog heads =
                    HeadsLog.open(
                            store,
                            one.cluster(),
                            signer,
                            keys.othersOf(LogId.headsOrigin(one.cluster())));
            OneHead head = new OneHead(heads, cosigning);
            Collected collected =
                    new BundleCollector(
                                    store,
                                    head::prove,
                                    said -> ConsumedInputs.of(said, maker.schemas(said)))
                            .collect(one.rollout(), one.places());
            Optional<String> missing =
                    collected instanceof Collected.Whole
                            ? missing(one, head.under)
                            : Optional.empty();
            return missing.<Collected>map(Collected.NotYet::new).orElse(collected);
        } catch (DamagedTreeException damaged) {
            return new Collected.Damaged(String.valueOf(damaged.getMessage()));
        }
    }

    /** What witnesses have not said, as long as it is waited for. */
    private Optional<String> missing(ClosedRollout one, Optional<SignedNote> under) {
        if (cosigning.isEmpty() || under.isEmpty()) {
            return Optional.empty();
        }
        String origin = LogId.headsOrigin(one.cluster());
        List<NoteKey> known = new ArrayList<>(keys.othersOf(origin));
        known.add(keys.currentOf(origin));
        Optional<String> missing = cosigning.get().missing(under.get(), known);
        long now = System.nanoTime();
        long since = witnessesAskedSince.computeIfAbsent(one.rollout(), _ -> now);
        if (missing.isEmpty() || now - since >= cosigning.get().patience().toNanos()) {
            missing.ifPresent(
                    why ->
                            LOG.atWarn()
                                    .addKeyValue("rolloutId", one.rollout())
                                    .log("bundled without a quorum of witnesses: {}", why));
            witnessesAskedSince.remove(one.rollout());
            return Optional.empty();
        }
        return missing;
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closed.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException | ExecutionException _) {
            return true;
        }
    }

    /** Ends after the bundle that is being made. */
    @Override
    public void close() {
        closed.complete(true);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        cosigning.ifPresent(Cosigning::close);
    }
}
