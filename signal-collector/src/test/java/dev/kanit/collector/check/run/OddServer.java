package dev.kanit.collector.check.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A server that misbehaves in the way that the path asks for. */
final class OddServer implements AutoCloseable {

    private static final String ELSEWHERE = "http://elsewhere.invalid/x";
    private static final String EMPTY = "Content-Length: 0\r\n\r\n";
    private static final int CHUNK = 1 << 16;
    private static final long HUNDRED_MEGABYTES = 100L << 20;

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicLong sentBytes = new AtomicLong();

    OddServer() {
        try {
            listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError("no free port", e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url(String path) {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort()).resolve(path).toString();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                head.append((char) next);
            }
            String path = head.substring(head.indexOf(" ") + 1).split(" ", 2)[0];
            switch (path) {
                case "/hang" -> in.read();
                case "/half" -> {
                    write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
                    in.read();
                }
                case "/large" -> large(out);
                case "/nothing" ->
                        write(
                                out,
                                "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"state\": null}");
                case "/away" ->
                        write(out, "HTTP/1.1 302 -\r\nLocation: " + ELSEWHERE + "\r\n" + EMPTY);
                case "/echo" -> {
                    String token = header(head.toString(), "authorization");
                    write(
                            out,
                            "HTTP/1.1 200 OK\r\nX-Echo: %s\r\nContent-Length: 2\r\n\r\nok"
                                    .formatted(token));
                }
                default ->
                        write(out, "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"lag\": 2.5}");
            }
        } catch (IOException e) {
            // The check went away, which is what these tests are about.
        } finally {
            open.remove(socket);
        }
    }

    private void large(OutputStream out) throws IOException {
        write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + HUNDRED_MEGABYTES + "\r\n\r\n");
        byte[] chunk = new byte[CHUNK];
        for (long sent = 0; sent < HUNDRED_MEGABYTES; sent += CHUNK) {
            out.write(chunk);
            sentBytes.addAndGet(CHUNK);
        }
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
