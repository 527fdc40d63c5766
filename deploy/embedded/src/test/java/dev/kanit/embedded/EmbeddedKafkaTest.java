package dev.kanit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedKafkaTest {

    private static final String TOPIC = "notes";

    @TempDir private Path directory;

    @Test
    void reopeningKeepsRecordsThoughPortsChange() throws Exception {
        String before;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 1)) {
            before = kafka.bootstrapServers();
            KafkaProbe probe = new KafkaProbe(before);
            probe.createTopic(TOPIC, 1);
            probe.write(TOPIC, "first");
            assertThat(probe.readText(TOPIC, 1)).containsExactly("first");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 1)) {
            KafkaProbe probe = new KafkaProbe(kafka.bootstrapServers());
            probe.write(TOPIC, "second");
            assertThat(kafka.bootstrapServers()).isNotEqualTo(before);
            assertThat(probe.readText(TOPIC, 2)).containsExactly("first", "second");
        }
    }

    @Test
    void threeNodesSurviveTheLossOfOne() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 3)) {
            KafkaProbe probe = new KafkaProbe(kafka.bootstrapServers());
            probe.createTopic(TOPIC, 3);
            probe.write(TOPIC, "with three");
            kafka.stopNode(0);
            probe.write(TOPIC, "with two");
            kafka.startNode(0);
            kafka.stopNode(1);
            probe.write(TOPIC, "with another two");
            assertThat(probe.readText(TOPIC, 3))
                    .containsExactly("with three", "with two", "with another two");
        }
    }

    @Test
    void fixedPortIsTheOneServed() throws Exception {
        int port = LoopbackPort.free(1).getFirst();
        try (EmbeddedKafka kafka =
                EmbeddedKafka.start(new EmbeddedKafkaOptions(directory, 1, port))) {
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            new KafkaProbe("127.0.0.1:" + port).createTopic(TOPIC, 1);
        }
    }

    @Test
    void busyPortIsOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(
                            () -> EmbeddedKafka.start(new EmbeddedKafkaOptions(directory, 1, port)))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessage("port " + port + " on 127.0.0.1 is in use (expected: free)");
        }
    }

    @Test
    void fileInPlaceOfTheDirectoryIsRefused() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> EmbeddedKafka.start(file, 1))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining(file + " is not usable (expected: a writable directory)");
    }

    @Test
    void directoryInUseIsRefused() {
        try (DataDirectory held = DataDirectory.open(directory, 1)) {
            assertThat(held.node(0)).isDirectory();
            assertThatThrownBy(() -> EmbeddedKafka.start(directory, 1))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessage(
                            "data directory "
                                    + directory
                                    + " is in use by another process (expected: free)");
        }
    }

    @Test
    void directoryOfAnotherClusterSizeIsRefused() {
        DataDirectory.open(directory, 1).close();
        assertThatThrownBy(() -> EmbeddedKafka.start(directory, 3))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessage(
                        "data directory "
                                + directory
                                + " holds a cluster of 1 nodes (expected: 3)");
    }
}
