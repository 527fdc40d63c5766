package dev.kanit.sampletarget.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** Keep-alive connections to one address; as many as there are requests at a time. */
public final class HttpPool implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final Set<String> PASSED_ON = Set.of("x-version");

    private final InetSocketAddress address;
    private final String host;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    public HttpPool(URI uri) {
        this.address = new InetSocketAddress(uri.getHost(), uri.getPort());
        this.host = uri.getHost() + ":" + uri.getPort();
    }

    /**
     * Sends one request and reads its answer. A kept connection that turns out to be dead is
     * replaced once.
     *
     * @throws IOException when the other side cannot be reached, or leaves
     */
    public HttpReply send(HttpRequest request) throws IOException {
        Connection kept = idle.pollFirst();
        if (kept != null) {
            try {
                return exchange(kept, request);
            } catch (IOException e) {
                kept.close();
                if (closed || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
        Connection fresh = new Connection(address);
        try {
            return exchange(fresh, request);
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
    }

    private HttpReply exchange(Connection connection, HttpRequest request) throws IOException {
        HttpOutput.write(connection.socket.getOutputStream(), request, host);
        HttpReply reply = connection.read();
        // The most recently used one comes first, so that spare ones stay idle.
        idle.addFirst(connection);
        if (closed) {
            close();
        }
        return reply;
    }

    @Override
    public void close() {
        closed = true;
        for (Connection connection = idle.pollFirst();
                connection != null;
                connection = idle.pollFirst()) {
            connection.close();
        }
    }

    private static final class Connection {
        private final Socket socket = new Socket();
        private final HttpInput in;

        Connection(InetSocketAddress address) throws IOException {
            try {
                socket.setTcpNoDelay(true);
                socket.connect(address, CONNECT_TIMEOUT_MILLIS);
                in = new HttpInput(socket.getInputStream());
            } catch (IOException e) {
                close();
                throw e;
            }
        }

        HttpReply read() throws IOException {
            @Nullable String first = in.firstLine();
            if (first == null || !first.matches("HTTP/1\\.[01] [1-5][0-9]{2}.*")) {
                throw new IOException("'" + first + "' (expected: HTTP/1.1 and a status)");
            }
            Map<String, String> headers = in.headers();
            byte[] body = in.body(headers);
            String type = headers.getOrDefault("content-type", "application/octet-stream");
            headers.keySet().retainAll(PASSED_ON);
            return new HttpReply(Integer.parseInt(first.substring(9, 12)), type, headers, body);
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // Closing is all that was wanted of it.
            }
        }
    }
}
