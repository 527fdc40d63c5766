package dev.kanit.archiver.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.Disposal;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.store.EvidenceStore;
import dev.kanit.ledger.tile.TileSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The logs of one cluster as their heads tell.
 *
 * @param clusterId of Kafka
 * @param store where they lie
 * @param trusted public keys whose word counts
 */
public record ArchivedCluster(String clusterId, EvidenceStore store, List<NoteKey> trusted) {

    public ArchivedCluster {
        trusted = List.copyOf(trusted);
    }

    /** Each cluster that the policy names a key of. */
    public static List<ArchivedCluster> of(EvidenceStore store, TrustPolicy policy) {
        Map<String, List<NoteKey>> byCluster = new TreeMap<>();
        for (TrustPolicy.Party log : policy.logs()) {
            String[] parts = log.key().name().split("/");
            if (parts.length == 2 && LogId.clusterOrigin(parts[1]).equals(log.key().name())) {
                byCluster.computeIfAbsent(parts[1], _ -> new ArrayList<>()).add(log.key());
            }
        }
        return byCluster.entrySet().stream()
                .map(one -> new ArchivedCluster(one.getKey(), store, one.getValue()))
                .toList();
    }

    /** The log of heads. */
    public SignedTree heads() throws IOException, DamagedTreeException {
        return SignedTree.open(
                files(LogId.headsPath(clusterId)), LogId.headsOrigin(clusterId), trusted);
    }

    /** A partition's log. */
    public SignedTree partition(LogId log) throws IOException, DamagedTreeException {
        return SignedTree.open(files(log.path()), log.origin(), trusted);
    }

    /** Newest head of every log, by log's origin. */
    public Map<String, Checkpoint> newestHeads(SignedTree heads)
            throws IOException, DamagedTreeException {
        Map<String, Checkpoint> newest = new TreeMap<>();
        forEachHead(
                heads,
                head -> {
                    if (head.extensions().isEmpty()) {
                        newest.merge(head.origin(), head, (a, b) -> a.size() > b.size() ? a : b);
                    }
                });
        return newest;
    }

    /** What of each log may be gone, by log's origin; a log that is missing is whole. */
    public Map<String, SignedFloors> floors(SignedTree heads)
            throws IOException, DamagedTreeException {
        Map<String, SignedFloors> floors = new TreeMap<>();
        forEachHead(
                heads,
                head ->
                        head.extensions().stream()
                                .flatMap(line -> Disposal.parse(line).stream())
                                .forEach(
                                        disposal ->
                                                floors.merge(
                                                        head.origin(),
                                                        SignedFloors.NONE.raisedBy(disposal),
                                                        (known, _) -> known.raisedBy(disposal))));
        return floors;
    }

    private static void forEachHead(SignedTree heads, Consumer<Checkpoint> consumer)
            throws IOException, DamagedTreeException {
        for (long bundle = 0; bundle < heads.bundles(); bundle++) {
            for (byte[] leaf : heads.leaves(bundle)) {
                try {
                    consumer.accept(Checkpoint.parse(new String(leaf, UTF_8)));
                } catch (MalformedNoteException malformed) {
                    throw new DamagedTreeException("head: " + malformed.getMessage());
                }
            }
        }
    }

    /** Logs of this cluster in the store, by origin, whether a head tells of them or not. */
    List<String> storedOrigins() throws IOException {
        List<String> origins = new ArrayList<>();
        for (String topic : store.directories("logs/" + clusterId)) {
            if (topic.equals(LogId.headsPath(clusterId))) {
                continue;
            }
            for (String partition : store.directories(topic)) {
                origins.add("kanit/" + partition.substring("logs/".length()));
            }
        }
        return origins;
    }

    /** Every partition with a head. */
    public List<LogId> logs() throws IOException, DamagedTreeException {
        List<LogId> logs = new ArrayList<>();
        for (String origin : newestHeads(heads()).keySet()) {
            logs.add(logOf(origin));
        }
        return logs;
    }

    /**
     * The log that an origin names.
     *
     * @throws DamagedTreeException when it names none
     */
    public static LogId logOf(String origin) throws DamagedTreeException {
        String[] parts = origin.split("/");
        try {
            return new LogId(parts[1], parts[2], Integer.parseInt(parts[3]));
        } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException _) {
            throw new DamagedTreeException("origin: '" + origin + "' (expected: of a partition)");
        }
    }

    /** Files of the log under {@code path}. */
    public TileSource files(String path) {
        return name -> store.get(path + "/" + name);
    }
}
