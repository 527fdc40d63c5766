package dev.kanit.standalone.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The TCP ports on which this process listens, as Linux tells it. */
public final class Listeners {

    private static final Path PROCESS = Path.of("/proc/self");
    private static final String LISTENING = "0A";

    private Listeners() {}

    /** Whether this system can tell. */
    public static boolean areKnown() {
        return Files.isReadable(PROCESS.resolve("net/tcp"));
    }

    public static Set<Integer> ports() throws IOException {
        Set<String> own = sockets();
        Set<Integer> ports = new HashSet<>();
        for (String table : new String[] {"net/tcp", "net/tcp6"}) {
            for (String line : Files.readAllLines(PROCESS.resolve(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > 9 && fields[3].equals(LISTENING) && own.contains(fields[9])) {
                    String address = fields[1];
                    ports.add(Integer.parseInt(address.substring(address.indexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }

    private static Set<String> sockets() throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(PROCESS.resolve("fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
