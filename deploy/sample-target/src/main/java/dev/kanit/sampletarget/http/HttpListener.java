package dev.kanit.sampletarget.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/** Serves one handler on a free loopback port, one virtual thread a connection. */
public final class HttpListener implements AutoCloseable {

    private static final int BACKLOG = 1_024;

    private static final int REST_MILLIS = 1_000;
    private static final int MAX_REST_BYTES = 1 << 20;

    private final ServerSocket listening;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final HttpHandler handler;
    private final SocketFeed feed = new SocketFeed();

    private HttpListener(ServerSocket listening, HttpHandler handler) {
        this.listening = listening;
        this.handler = handler;
    }

    /**
     * Opens a listener whose threads come from {@code threads}.
     *
     * @throws UncheckedIOException when no port can be had
     */
    public static HttpListener open(ExecutorService threads, HttpHandler handler) {
        try {
            ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            HttpListener listener = new HttpListener(socket, handler);
            threads.execute(() -> listener.accept(threads));
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException("no free loopback port", e);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    private void accept(ExecutorService threads) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.add(socket);
                threads.execute(() -> serve(socket));
            } catch (RejectedExecutionException e) {
                // The target is closing; close() cuts this connection with the others.
                return;
            } catch (IOException e) {
                // Either closed, and the loop ends, or one client went away before it was accepted.
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            HttpInput in = new HttpInput(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            try {
                while (serveOne(socket, in, out)) {}
            } catch (MalformedMessage e) {
                HttpOutput.write(out, Problem.of(e.status(), String.valueOf(e.getMessage())));
                readRest(socket);
            }
        } catch (IOException e) {
            // The peer went away; there is nobody to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    /**
     * Closing with bytes unread would reset the connection, and the answer might be lost with it: a
     * refused sender may finish first, within limits.
     */
    private static void readRest(Socket socket) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(REST_MILLIS);
        byte[] rest = new byte[8_192];
        int read = 0;
        for (int bytes = 0; read >= 0 && bytes < MAX_REST_BYTES; bytes += Math.max(read, 0)) {
            read = socket.getInputStream().read(rest);
        }
    }

    private boolean serveOne(Socket socket, HttpInput in, OutputStream out)
            throws IOException, InterruptedException {
        String first = in.firstLine();
        if (first == null) {
            return false;
        }
        String[] parts = first.split(" ", 4);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new MalformedMessage(400, "'" + first + "' (expected: METHOD path HTTP/1.1)");
        }
        Map<String, String> headers = in.headers();
        byte[] body = in.body(headers);
        int question = parts[1].indexOf('?');
        String path = question < 0 ? parts[1] : parts[1].substring(0, question);
        if (path.equals(SocketFeed.PATH) && headers.containsKey("sec-websocket-key")) {
            feed.serve(socket, in, out, headers);
            return false;
        }
        String query = question < 0 ? "" : parts[1].substring(question + 1);
        HttpOutput.write(
                out, handler.answer(new HttpRequest(parts[0], path, query, headers, body)));
        return !"close".equalsIgnoreCase(headers.getOrDefault("connection", ""));
    }

    /** Stops listening and cuts the connections. */
    @Override
    public void close() {
        closeQuietly(listening);
        connections.forEach(HttpListener::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // Closing is all that was wanted of it.
        }
    }
}
