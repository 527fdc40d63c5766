package dev.kanit.ledger;

import dev.kanit.ledger.merkle.ConsistencyProof;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.merkle.ProofCheck;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteCheck;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.ledger.tile.TileReader;
import dev.kanit.ledger.tile.TileWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * A tree under one prefix of a store: tiles, entry bundles and {@code checkpoint}, as tlog-tiles
 * lays them out (promise G9). Leaves are appended in memory; {@link #publish} writes and signs.
 *
 * <p>Who appends must be able to append the same again after a crash: the tree begins anew from the
 * last checkpoint. Not thread-safe.
 */
public final class TreeLog {

    private static final int MAX_ATTEMPTS = 16;

    private final EvidenceStore store;
    private final String path;
    private final String origin;
    private final CheckpointSigner signer;
    private final List<NoteKey> trusted;
    private final MerkleHasher hasher = new MerkleHasher();
    private final TileWriter writer;

    /** Writes files beside other work; its result are their names, once they are durable. */
    private Optional<FutureTask<Set<String>>> begun = Optional.empty();

    /** The head that was checked last: most of the time the store still has the same. */
    private Optional<Head> checked = Optional.empty();

    private TreeLog(
            EvidenceStore store,
            String path,
            String origin,
            CheckpointSigner signer,
            Collection<NoteKey> others)
            throws IOException, DamagedTreeException {
        this.store = store;
        this.path = path;
        this.origin = origin;
        this.signer = signer;
        this.trusted = new ArrayList<>(others);
        trusted.add(signer.keyOf(origin));
        Optional<Head> head = head();
        this.writer =
                head.isEmpty()
                        ? TileWriter.empty(hasher)
                        : TileWriter.restore(
                                hasher,
                                this::file,
                                head.get().checkpoint().size(),
                                head.get().checkpoint().root());
    }

    /**
     * The log as its last checkpoint says.
     *
     * @param path prefix of its names in the store
     * @param others keys of other archivers whose checkpoints of this log are believed, too
     * @throws DamagedTreeException when the checkpoint is not signed by a known key, or its tiles
     *     do not lead to its root
     */
    public static TreeLog open(
            EvidenceStore store,
            String path,
            String origin,
            CheckpointSigner signer,
            Collection<NoteKey> others)
            throws IOException, DamagedTreeException {
        return new TreeLog(store, path, origin, signer, others);
    }

    /** Number of leaves, published or not. */
    public long size() {
        return writer.size();
    }

    /** Root of all leaves, published or not. */
    public Hash root() {
        return Hash.of(writer.root());
    }

    /**
     * Appends a leaf in memory.
     *
     * @param entry at most 65 535 bytes
     */
    public void append(byte[] entry) {
        writer.append(entry);
    }

    /**
     * The log's checkpoint as it stands in the store, checked.
     *
     * @throws DamagedTreeException when no known key signed it
     */
    public Optional<SignedNote> checkpoint() throws IOException, DamagedTreeException {
        return head().map(Head::note);
    }

    /** Hashes and entries of the tree of {@code size} leaves, which was published. */
    public TileReader reader(long size) {
        return new TileReader(this::file, hasher, size);
    }

    /**
     * Makes every file of the tree durable, then signs its head, then makes that the checkpoint
     * (promise G3). Trying again after an exception is safe.
     */
    public Published publish() throws IOException {
        if (size() == 0) {
            return new Published.Empty();
        }
        try {
            // Only so that nothing is written twice: writeTiles leaves out nothing that is not
            // known to be durable.
            awaitBegun();
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                Optional<Published> end = attempt();
                if (end.isPresent()) {
                    return end.get();
                }
            }
        } catch (DamagedTreeException damaged) {
            return new Published.Refused(path + ": " + damaged.getMessage());
        }
        throw new IOException(path + "/checkpoint: contested by other processes");
    }

    /** Empty when another archiver replaced the checkpoint in between. */
    private Optional<Published> attempt() throws IOException, DamagedTreeException {
        Checkpoint mine = new Checkpoint(origin, size(), root());
        Optional<Head> head = head();
        if (head.isPresent() && head.get().checkpoint().size() >= mine.size()) {
            requireConsistent(mine, head.get().checkpoint());
            return Optional.of(new Published.Unchanged(head.get().note()));
        }
        writeTiles();
        if (head.isPresent()) {
            requireConsistent(head.get().checkpoint(), mine);
        }
        return switch (signer.sign(mine, reader(mine.size()))) {
            case Signing.Behind(SignedNote larger) -> {
                requireContinued(mine, larger);
                yield replace(head, larger)
                        ? Optional.of(new Published.Signed(larger))
                        : Optional.empty();
            }
            case Signing.Refused(String why) ->
                    Optional.of(new Published.Refused(path + ": " + why));
            case Signing.Signed(SignedNote note) ->
                    replace(head, note)
                            ? Optional.of(new Published.Signed(note))
                            : Optional.empty();
        };
    }

    /**
     * Another archiver with the same memory has signed for more and not yet said so here, or died
     * before it did. Its tiles were durable before it signed.
     */
    private void requireContinued(Checkpoint mine, SignedNote larger)
            throws IOException, DamagedTreeException {
        try {
            requireConsistent(mine, Checkpoint.of(larger));
        } catch (DamagedTreeException | MalformedNoteException missing) {
            throw new DamagedTreeException(
                    "a checkpoint of size %s was signed before (expected: not more than %d, or its tiles): %s"
                            .formatted(sizeOf(larger), mine.size(), missing.getMessage()));
        }
    }

    private static String sizeOf(SignedNote note) {
        return note.text().lines().skip(1).findFirst().orElse("");
    }

    /**
     * Writes the files that will not change any more, of which {@link #publish} then finds fewer to
     * write. They follow from the leaves, so without a checkpoint they do no harm.
     *
     * @throws DamagedTreeException when the store has other ones
     */
    public void writeFinished() throws IOException, DamagedTreeException {
        awaitBegun();
        Map<String, byte[]> files = writer.finished();
        create(files);
        writer.markFinishedWritten(files.keySet());
    }

    /**
     * Likewise, beside what its caller does next: the files are waited for before others are begun,
     * and before anything is signed. Until then they are kept in memory, so that they are written
     * again when this fails.
     *
     * @param executor may be slow, or forget what it accepted: who needs the files writes them when
     *     no thread has begun to
     * @throws IOException when those that were begun before could not be written
     * @throws DamagedTreeException when the store has other ones than those
     * @throws RejectedExecutionException when the executor refuses; nothing was begun then
     */
    public void beginFinished(Executor executor) throws IOException, DamagedTreeException {
        awaitBegun();
        Map<String, byte[]> files = writer.finished();
        if (files.isEmpty()) {
            return;
        }
        FutureTask<Set<String>> write =
                new FutureTask<>(
                        () -> {
                            create(files);
                            return files.keySet();
                        });
        executor.execute(write);
        begun = Optional.of(write);
    }

    private void awaitBegun() throws IOException, DamagedTreeException {
        if (begun.isEmpty()) {
            return;
        }
        FutureTask<Set<String>> write = begun.get();
        begun = Optional.empty();
        write.run(); // Does nothing when another thread has begun it.
        try {
            writer.markFinishedWritten(write.get());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException unwritten =
                    new InterruptedIOException(path + ": interrupted while files were written");
            unwritten.initCause(interrupted);
            throw unwritten;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException unwritten) {
                throw unwritten;
            }
            if (failed.getCause() instanceof DamagedTreeException damaged) {
                throw damaged;
            }
            throw new IllegalStateException(path + ": files were not written", failed.getCause());
        }
    }

    private void writeTiles() throws IOException, DamagedTreeException {
        create(writer.unwritten());
        writer.markWritten();
    }

    private void create(Map<String, byte[]> tiles) throws IOException, DamagedTreeException {
        if (tiles.isEmpty()) {
            return;
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        tiles.forEach((name, content) -> files.put(path + "/" + name, content));
        for (String name : store.createAll(files)) {
            Optional<byte[]> existing = store.get(name);
            if (existing.isEmpty() || !Arrays.equals(existing.get(), files.get(name))) {
                throw new DamagedTreeException(name + ": holds another tree's (expected: ours)");
            }
        }
    }

    private void requireConsistent(Checkpoint smaller, Checkpoint larger)
            throws IOException, DamagedTreeException {
        ProofCheck check =
                ConsistencyProof.of(reader(larger.size()), hasher, smaller.size(), larger.size())
                        .check(hasher, smaller.root().toArray(), larger.root().toArray());
        if (check instanceof ProofCheck.Fails(String why)) {
            throw new DamagedTreeException(
                    "checkpoints of size %d and %d are inconsistent: %s"
                            .formatted(smaller.size(), larger.size(), why));
        }
    }

    private boolean replace(Optional<Head> head, SignedNote note) throws IOException {
        String name = path + "/checkpoint";
        return head.isEmpty()
                ? store.createIfAbsent(name, note.toBytes())
                : store.compareAndSet(name, head.get().note().toBytes(), note.toBytes());
    }

    private Optional<byte[]> file(String name) throws IOException {
        return store.get(path + "/" + name);
    }

    private Optional<Head> head() throws IOException, DamagedTreeException {
        Optional<byte[]> file = file("checkpoint");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (checked.isPresent() && Arrays.equals(checked.get().note().toBytes(), file.get())) {
            return checked;
        }
        checked = Optional.of(check(file.get()));
        return checked;
    }

    private Head check(byte[] file) throws DamagedTreeException {
        try {
            SignedNote note = SignedNote.parse(file);
            Checkpoint checkpoint = Checkpoint.of(note);
            if (!(note.check(trusted) instanceof NoteCheck.Signed)
                    || !checkpoint.origin().equals(origin)
                    || checkpoint.size() == 0) {
                throw new DamagedTreeException(
                        "checkpoint of %s, size %d: (expected: of %s, signed by a known key)"
                                .formatted(checkpoint.origin(), checkpoint.size(), origin));
            }
            return new Head(note, checkpoint);
        } catch (MalformedNoteException malformed) {
            throw new DamagedTreeException("checkpoint: " + malformed.getMessage());
        }
    }

    private record Head(SignedNote note, Checkpoint checkpoint) {}
}
