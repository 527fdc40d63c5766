package dev.kanit.archiver.witness;

import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.HashSource;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.NoteSignature;
import dev.kanit.ledger.note.PolicyCheck;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.note.TrustPolicy.Party;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all witnesses at once to cosign a checkpoint of the log of heads. Whoever does not answer in
 * time is left out: evidence waits for nobody longer than that. Thread-safe.
 */
public final class Cosigning implements AutoCloseable {

    /** For all witnesses together. */
    static final Duration ALL_WITHIN = Duration.ofSeconds(10);

    /** Who did not answer is left alone so long, so that many bundles do not each wait for him. */
    static final Duration LEFT_ALONE = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(Cosigning.class);

    private final WitnessSettings settings;
    private final HttpClient http;
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, WitnessClient> clients = new TreeMap<>();
    private final Map<String, Long> notBefore = new ConcurrentHashMap<>();

    public Cosigning(WitnessSettings settings) {
        this.settings = settings;
        this.http =
                HttpClient.newBuilder()
                        .connectTimeout(WitnessClient.ANSWER_WITHIN)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
        settings.policy()
                .witnesses()
                .forEach(
                        (name, witness) ->
                                clients.put(
                                        name,
                                        new WitnessClient(
                                                http,
                                                witness.key(),
                                                URI.create(witness.url().orElseThrow()))));
    }

    /** How long a bundle waits for a quorum. */
    public Duration patience() {
        return settings.patience();
    }

    /**
     * The checkpoint with a cosignature of each witness that gave one within ten seconds.
     *
     * @param tree that it is the head of
     */
    public SignedNote cosign(SignedNote note, HashSource tree) {
        List<String> names = new ArrayList<>();
        List<Callable<NoteSignature>> questions = new ArrayList<>();
        long now = System.nanoTime();
        clients.forEach(
                (name, client) -> {
                    if (now - notBefore.getOrDefault(name, now) >= 0) {
                        names.add(name);
                        questions.add(() -> cosign(client, note, tree));
                    }
                });
        SignedNote cosigned = note;
        try {
            List<Future<NoteSignature>> answers =
                    asking.invokeAll(questions, ALL_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < answers.size(); i++) {
                Optional<NoteSignature> signature = answer(names.get(i), answers.get(i));
                if (signature.isPresent()) {
                    cosigned = cosigned.with(signature.get());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return cosigned;
    }

    /** The hashes come from one reader, which is not thread-safe. */
    private static NoteSignature cosign(WitnessClient client, SignedNote note, HashSource tree)
            throws IOException, InterruptedException, DamagedTreeException {
        HashSource inTurn =
                (level, index) -> {
                    synchronized (tree) {
                        return tree.hashAt(level, index);
                    }
                };
        return client.cosign(note, inTurn);
    }

    private Optional<NoteSignature> answer(String name, Future<NoteSignature> answer)
            throws InterruptedException {
        try {
            Optional<NoteSignature> signature = Optional.of(answer.get());
            notBefore.remove(name);
            return signature;
        } catch (CancellationException _) {
            LOG.atWarn().log("witness {}: no answer within {}", name, ALL_WITHIN);
        } catch (ExecutionException failed) {
            LOG.atWarn().log("witness {}: {}", name, String.valueOf(failed.getCause()));
        }
        notBefore.put(name, System.nanoTime() + LEFT_ALONE.toNanos());
        return Optional.empty();
    }

    /**
     * What is missing of the quorum, or, where the policy asks for none, of one witness at least;
     * empty when nothing is.
     *
     * @param keys of the log
     */
    public Optional<String> missing(SignedNote note, List<NoteKey> keys) {
        TrustPolicy said = settings.policy();
        List<Party> logs = keys.stream().map(key -> new Party(key, Optional.empty())).toList();
        TrustPolicy ofHeads = new TrustPolicy(logs, said.witnesses(), said.groups(), said.quorum());
        return switch (ofHeads.check(note)) {
            case PolicyCheck.Trusted trusted ->
                    trusted.cosignedBy().isEmpty() && !said.witnesses().isEmpty()
                            ? Optional.of("no witness cosigned")
                            : Optional.empty();
            case PolicyCheck.Untrusted(String why) -> Optional.of(why);
        };
    }

    /** The size of a checkpoint, for logs; 0 when it is none. */
    public static long sizeOf(SignedNote note) {
        try {
            return Checkpoint.of(note).size();
        } catch (MalformedNoteException _) {
            return 0;
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
        http.shutdownNow();
    }
}
