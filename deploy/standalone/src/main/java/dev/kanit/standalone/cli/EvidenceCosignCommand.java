package dev.kanit.standalone.cli;

import dev.kanit.archiver.audit.ArchivedCluster;
import dev.kanit.archiver.keys.WitnessKeys;
import dev.kanit.archiver.witness.WitnessServer;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.merkle.ConsistencyProof;
import dev.kanit.ledger.merkle.DamagedTreeException;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.tile.TileReader;
import dev.kanit.ledger.witness.AddCheckpoint;
import dev.kanit.ledger.witness.Witness;
import dev.kanit.ledger.witness.WitnessAnswer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit evidence cosign}: being a witness of somebody else's archive. */
@Command(
        name = "cosign",
        mixinStandardHelpOptions = true,
        description = {
            "Cosigns the log of heads of an archive, when it continues what was cosigned before.",
            "With --listen it answers archivers (C2SP tlog-witness) until it is stopped."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:cosigned; the line is printed",
            "1:usage, or something cannot be read",
            "2:refused: the archive does not continue what was cosigned, or another key signed it"
        })
final class EvidenceCosignCommand implements Callable<Integer> {

    private static final int REFUSED = 2;
    private static final int MOST_PORT = 65_535;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private EvidenceOptions options = new EvidenceOptions();

    @Option(
            names = "--witness",
            required = true,
            paramLabel = "DIR",
            description =
                    "Directory of the witness: its key, made at first, and what it cosigned last.")
    private Path directory = Path.of("");

    @Option(
            names = "--name",
            defaultValue = "kanit-witness",
            description = "Name of a key that is made; ${DEFAULT-VALUE} by default.")
    private String name = "";

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Answers there instead; 127.0.0.1:8090 for example.")
    private @Nullable String listen;

    @Override
    public Integer call()
            throws IOException, InterruptedException, DamagedTreeException, MalformedNoteException {
        PrintWriter out = CommandOutput.of(spec).out();
        WitnessKeys keys = WitnessKeys.open(directory, name);
        Witness witness =
                new Witness(keys.signer(), options.policy(), keys.memory(), InstantSource.system());
        out.println("witness " + witness.key());
        String address = listen;
        if (address != null) {
            return serve(address, witness, out);
        }
        boolean isCosigned = true;
        try (OpenArchive archive = options.reading()) {
            for (ArchivedCluster cluster : archive.clusters(options.policy())) {
                isCosigned &= cosign(cluster, witness, out);
            }
        }
        return isCosigned ? ExitCodes.OK : REFUSED;
    }

    private boolean cosign(ArchivedCluster cluster, Witness witness, PrintWriter out)
            throws IOException, DamagedTreeException, MalformedNoteException {
        String path = LogId.headsPath(cluster.clusterId());
        SignedNote note =
                SignedNote.parse(
                        cluster.files(path)
                                .get("checkpoint")
                                .orElseThrow(
                                        () ->
                                                new IOException(
                                                        path
                                                                + "/checkpoint: none (expected: one)")));
        Checkpoint head = Checkpoint.of(note);
        long seen = witness.seen(head.origin());
        MerkleHasher hasher = new MerkleHasher();
        List<Hash> proof =
                seen == 0 || seen > head.size()
                        ? List.of()
                        : ConsistencyProof.of(
                                        new TileReader(cluster.files(path), hasher, head.size()),
                                        hasher,
                                        seen,
                                        head.size())
                                .hashes();
        WitnessAnswer answer = witness.answer(new AddCheckpoint(seen, proof, note));
        return switch (answer) {
            case WitnessAnswer.Cosigned cosigned -> {
                out.printf("%s size %d%n", head.origin(), head.size());
                out.print(cosigned.signature().line());
                out.flush();
                yield true;
            }
            case WitnessAnswer.Conflict(long size) -> {
                out.printf("%s: size %d was cosigned meanwhile%n", head.origin(), size);
                yield false;
            }
            case WitnessAnswer.Refused(WitnessAnswer.Refusal refusal, String why) -> {
                out.printf("%s: %s, %s%n", head.origin(), refusal, why);
                yield false;
            }
        };
    }

    private int serve(String address, Witness witness, PrintWriter out)
            throws IOException, InterruptedException {
        // A client that sends a byte a minute must not keep a thread for ever.
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        try (WitnessServer server = WitnessServer.start(parse(address), witness)) {
            out.println(
                    "answers at http://%s:%d/add-checkpoint"
                            .formatted(
                                    server.address().getHostString(), server.address().getPort()));
            out.flush();
            new CountDownLatch(1).await();
            return ExitCodes.OK;
        }
    }

    private static InetSocketAddress parse(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            if (colon > 0 && port >= 0 && port <= MOST_PORT) {
                return new InetSocketAddress(address.substring(0, colon), port);
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new IOException("--listen: '" + address + "' (expected: HOST:PORT)");
    }
}
