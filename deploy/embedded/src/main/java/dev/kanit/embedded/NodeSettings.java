package dev.kanit.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Settings of one node that is broker and controller. Values that are not obvious were measured.
 */
final class NodeSettings {

    private static final int INTERNAL_PARTITIONS = 4;

    private NodeSettings() {}

    static Properties of(
            int node, Path logDirectory, List<Integer> brokerPorts, List<Integer> controllerPorts) {
        Properties settings = new Properties();
        // Static voters, named anew at each start: the log then holds no address, and a directory
        // can be reopened on other ports.
        String voters =
                IntStream.range(0, controllerPorts.size())
                        .mapToObj(
                                id -> id + "@" + LoopbackPort.HOST + ":" + controllerPorts.get(id))
                        .collect(Collectors.joining(","));
        String listeners =
                "BROKER://%s:%d,CONTROLLER://%s:%d"
                        .formatted(
                                LoopbackPort.HOST,
                                brokerPorts.get(node),
                                LoopbackPort.HOST,
                                controllerPorts.get(node));
        settings.setProperty("node.id", Integer.toString(node));
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("controller.quorum.voters", voters);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("inter.broker.listener.name", "BROKER");
        settings.setProperty("listeners", listeners);
        settings.setProperty(
                "listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("log.dirs", logDirectory.toString());
        quickFailover(settings);
        internalTopics(settings, Math.min(3, brokerPorts.size()));
        smallMachine(settings);
        return settings;
    }

    private static void quickFailover(Properties settings) {
        settings.setProperty("broker.session.timeout.ms", "2000");
        settings.setProperty("broker.heartbeat.interval.ms", "200");
        settings.setProperty("controller.quorum.election.timeout.ms", "300");
        settings.setProperty("controller.quorum.fetch.timeout.ms", "2000");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        // Clients choose; those of a test that kills one need not wait six seconds for the group.
        settings.setProperty("group.min.session.timeout.ms", "1000");
    }

    private static void internalTopics(Properties settings, int copies) {
        String partitions = Integer.toString(INTERNAL_PARTITIONS);
        String replication = Integer.toString(copies);
        // With three copies two must have a record, so that losing one broker loses nothing.
        String inSync = Integer.toString(Math.max(1, copies - 1));
        settings.setProperty("min.insync.replicas", inSync);
        settings.setProperty("default.replication.factor", replication);
        settings.setProperty("offsets.topic.num.partitions", partitions);
        settings.setProperty("offsets.topic.replication.factor", replication);
        settings.setProperty("transaction.state.log.num.partitions", partitions);
        settings.setProperty("transaction.state.log.replication.factor", replication);
        settings.setProperty("transaction.state.log.min.isr", inSync);
        settings.setProperty("share.coordinator.state.topic.num.partitions", partitions);
        settings.setProperty("share.coordinator.state.topic.replication.factor", replication);
        settings.setProperty("share.coordinator.state.topic.min.isr", inSync);
    }

    private static void smallMachine(Properties settings) {
        settings.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        settings.setProperty("background.threads", "2");
        // A misspelt topic must be an error, not a new topic.
        settings.setProperty("auto.create.topics.enable", "false");
    }
}
