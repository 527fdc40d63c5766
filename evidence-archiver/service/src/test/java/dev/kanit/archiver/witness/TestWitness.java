package dev.kanit.archiver.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kanit.ledger.merkle.ConsistencyProof;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.witness.AddCheckpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/** A witness of the tests' own: it remembers one checkpoint, and verifies what it signs. */
public final class TestWitness implements AutoCloseable {

    public final NoteSigner signer =
            NoteSigner.generate("witness.example/w1", SignatureType.COSIGNATURE);
    private final HttpServer server;
    private Optional<Checkpoint> last = Optional.empty();
    private int conflicts;

    public TestWitness() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        server.createContext("/w/add-checkpoint", this::answer);
        server.start();
    }

    /** The line of a policy. */
    public String line(String name) {
        return "witness %s %s http://127.0.0.1:%d/w\n"
                .formatted(name, signer.key(), server.getAddress().getPort());
    }

    synchronized int conflicts() {
        return conflicts;
    }

    /** What it cosigned last. */
    public synchronized Optional<Checkpoint> last() {
        return last;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            AddCheckpoint request = AddCheckpoint.parse(exchange.getRequestBody().readAllBytes());
            Checkpoint next = Checkpoint.of(request.note());
            long seen = last.map(Checkpoint::size).orElse(0L);
            if (request.oldSize() != seen) {
                conflicts++;
                say(exchange, 409, seen + "\n");
            } else if (last.isPresent()
                    && !new ConsistencyProof(seen, next.size(), request.proof())
                            .check(
                                    new MerkleHasher(),
                                    last.get().root().toArray(),
                                    next.root().toArray())
                            .holds()) {
                say(exchange, 422, "");
            } else {
                last = Optional.of(next);
                say(exchange, 200, signer.cosign(next, Instant.now()).line());
            }
        } catch (MalformedNoteException malformed) {
            say(exchange, 400, String.valueOf(malformed.getMessage()));
        }
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
