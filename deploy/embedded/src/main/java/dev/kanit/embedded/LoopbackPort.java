package dev.kanit.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of the loopback address. */
final class LoopbackPort {

    static final String HOST = "127.0.0.1";

    /** Stands for any free port. */
    static final int ANY = 0;

    private LoopbackPort() {}

    static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(HOST), port);
    }

    /** Different free ports; all are held while they are looked for, so none comes twice. */
    static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(ANY, 1, InetAddress.ofLiteral(HOST)));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException failed) {
            throw new EmbeddedStartException(
                    "no free port on %s: %s".formatted(HOST, failed.getMessage()), failed);
        } finally {
            held.forEach(LoopbackPort::release);
        }
    }

    /**
     * Says so when {@code port} is taken, before the broker tries: its own report is a page long.
     *
     * @throws EmbeddedStartException when the port is in use
     */
    static void requireFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            // A port whose last connections are still closing is free for a server.
            probe.setReuseAddress(true);
            probe.bind(address(port));
        } catch (IOException taken) {
            throw inUse(port, taken);
        }
    }

    static EmbeddedStartException inUse(int port, IOException cause) {
        return new EmbeddedStartException(
                "port %d on %s is in use (expected: free)".formatted(port, HOST), cause);
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new EmbeddedStartException("a probed port could not be released", failed);
        }
    }
}
