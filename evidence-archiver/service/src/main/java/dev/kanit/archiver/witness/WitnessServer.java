package dev.kanit.archiver.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteSignature;
import dev.kanit.ledger.witness.AddCheckpoint;
import dev.kanit.ledger.witness.Witness;
import dev.kanit.ledger.witness.WitnessAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A witness over HTTP: {@code POST /add-checkpoint} of {@code c2sp.org/tlog-witness}. Nobody needs
 * to be known to ask: only what a known log has signed is cosigned.
 */
public final class WitnessServer implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int WAITING = 16;
    private static final int MALFORMED = 400;
    private static final int METHOD = 405;
    private static final int TOO_LARGE = 413;
    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int FAILED = 500;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private WitnessServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts listening.
     *
     * @param address to bind to; with port 0 on any free one
     */
    public static WitnessServer start(InetSocketAddress address, Witness witness)
            throws IOException {
        WitnessServer server = new WitnessServer(HttpServer.create(address, WAITING));
        server.server.setExecutor(server.threads);
        server.server.createContext("/add-checkpoint", exchange -> answer(exchange, witness));
        server.server.start();
        return server;
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private static void answer(HttpExchange exchange, Witness witness) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                say(exchange, METHOD, "text/plain", "expected: POST\n");
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(AddCheckpoint.MAX_BYTES + 1);
            if (body.length > AddCheckpoint.MAX_BYTES) {
                say(exchange, TOO_LARGE, "text/plain", "expected: a checkpoint\n");
                return;
            }
            answer(exchange, witness.answer(AddCheckpoint.parse(body)));
        } catch (MalformedNoteException malformed) {
            say(exchange, MALFORMED, "text/plain", malformed.getMessage() + "\n");
        } catch (IOException failed) {
            say(exchange, FAILED, "text/plain", "the witness cannot use its memory\n");
        }
    }

    private static void answer(HttpExchange exchange, WitnessAnswer answer) throws IOException {
        switch (answer) {
            case WitnessAnswer.Cosigned(NoteSignature signature) ->
                    say(exchange, OK, "text/plain", signature.line());
            case WitnessAnswer.Conflict(long size) ->
                    say(exchange, CONFLICT, "text/x.tlog.size", size + "\n");
            case WitnessAnswer.Refused(WitnessAnswer.Refusal refusal, String why) ->
                    say(exchange, refusal.status(), "text/plain", why + "\n");
        }
    }

    private static void say(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
