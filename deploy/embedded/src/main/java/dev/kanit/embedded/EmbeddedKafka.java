package dev.kanit.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Kafka cluster of one or three real brokers in this JVM, on the loopback address.
 *
 * <p>What was written is there again when its directory is opened once more. Should a broker lose
 * its disk, Kafka halts the JVM: it has no other way to be sure that nothing wrong is served.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private final DataDirectory data;
    private final List<Integer> brokerPorts;
    private final int securedPort;
    private final List<KafkaNode> nodes;

    private EmbeddedKafka(
            DataDirectory data, List<Integer> brokerPorts, int securedPort, List<KafkaNode> nodes) {
        this.data = data;
        this.brokerPorts = brokerPorts;
        this.securedPort = securedPort;
        this.nodes = nodes;
    }

    /** Starts on free ports; see {@link #start(EmbeddedKafkaOptions)}. */
    public static EmbeddedKafka start(Path dataDirectory, int nodes) {
        return start(EmbeddedKafkaOptions.in(dataDirectory, nodes));
    }

    /**
     * Starts the cluster and returns when each broker serves, which takes a few seconds.
     *
     * @throws EmbeddedStartException when a port is taken, or the directory cannot be used
     */
    public static EmbeddedKafka start(EmbeddedKafkaOptions options) {
        int count = options.nodes();
        List<Integer> ports = LoopbackPort.free(2 * count + 1);
        List<Integer> brokerPorts = ports.subList(0, count);
        List<Integer> controllerPorts = ports.subList(count, 2 * count);
        if (options.port() != LoopbackPort.ANY) {
            brokerPorts = IntStream.range(0, count).mapToObj(i -> options.port() + i).toList();
            brokerPorts.forEach(LoopbackPort::requireFree);
        }
        int securedPort = ports.getLast();
        DataDirectory data = DataDirectory.open(options.dataDirectory(), count);
        EmbeddedKafka kafka =
                new EmbeddedKafka(
                        data,
                        brokerPorts,
                        options.secured().isPresent() ? securedPort : LoopbackPort.ANY,
                        nodes(
                                data,
                                brokerPorts,
                                controllerPorts,
                                settings ->
                                        options.secured()
                                                .ifPresent(
                                                        secured ->
                                                                SecuredSettings.add(
                                                                        settings,
                                                                        secured,
                                                                        securedPort))));
        try {
            kafka.nodes.forEach(node -> node.format(data.clusterId()));
            kafka.inParallel(KafkaNode::start);
            return kafka;
        } catch (RuntimeException failed) {
            kafka.close();
            throw failed instanceof EmbeddedStartException
                    ? failed
                    : new EmbeddedStartException(
                            "Kafka did not start: " + failed.getMessage(), failed);
        }
    }

    /** Addresses of all brokers, also of stopped ones. */
    public String bootstrapServers() {
        return brokerPorts.stream()
                .map(port -> LoopbackPort.HOST + ":" + port)
                .collect(Collectors.joining(","));
    }

    /**
     * Address of the listener that asks who is there.
     *
     * @throws IllegalStateException when this cluster was started without one
     */
    public String securedServers() {
        if (securedPort == LoopbackPort.ANY) {
            throw new IllegalStateException("no secured listener (expected: asked for at start)");
        }
        return LoopbackPort.HOST + ":" + securedPort;
    }

    /** How many brokers there are, running or not. */
    public int nodeCount() {
        return nodes.size();
    }

    /**
     * Stops one broker, from 0; the others take over within about two seconds.
     *
     * @throws IndexOutOfBoundsException when there is no such broker
     */
    public void stopNode(int node) {
        nodes.get(node).stop();
    }

    /**
     * Starts a stopped broker again, on its old ports.
     *
     * @throws IndexOutOfBoundsException when there is no such broker
     * @throws IllegalStateException when it is running
     */
    public void startNode(int node) {
        nodes.get(node).start();
    }

    /** Stops all brokers; doing it again changes nothing. */
    @Override
    public void close() {
        try {
            inParallel(KafkaNode::stopBroker);
            inParallel(KafkaNode::stop);
        } finally {
            data.close();
        }
    }

    private static List<KafkaNode> nodes(
            DataDirectory data,
            List<Integer> brokerPorts,
            List<Integer> controllerPorts,
            Consumer<Properties> more) {
        List<KafkaNode> nodes = new ArrayList<>();
        for (int id = 0; id < brokerPorts.size(); id++) {
            Path directory = data.node(id);
            Properties settings =
                    NodeSettings.of(
                            id, KafkaNode.logDirectory(directory), brokerPorts, controllerPorts);
            more.accept(settings);
            nodes.add(new KafkaNode(id, directory, settings));
        }
        return List.copyOf(nodes);
    }

    /** One after the other, the first would wait for a majority that comes only after it. */
    private void inParallel(Consumer<KafkaNode> step) {
        try (ExecutorService threads = Executors.newFixedThreadPool(nodes.size())) {
            List<Future<?>> running = new ArrayList<>();
            nodes.forEach(node -> running.add(threads.submit(() -> step.accept(node))));
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failed) {
            Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
            throw new IllegalStateException(cause.getMessage(), cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
