package dev.kanit.schemas.cluster;

import static dev.kanit.schemas.TopicCatalogue.ACTIONS;
import static dev.kanit.schemas.TopicCatalogue.ALERTS;
import static dev.kanit.schemas.TopicCatalogue.CHECKS;
import static dev.kanit.schemas.TopicCatalogue.COMMANDS;
import static dev.kanit.schemas.TopicCatalogue.DECISIONS;
import static dev.kanit.schemas.TopicCatalogue.DELIVERIES;
import static dev.kanit.schemas.TopicCatalogue.SIGNALS;
import static dev.kanit.schemas.TopicCatalogue.TICKS;

import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.schemas.TopicSpec;
import dev.kanit.schemas.TopicWriter;
import java.util.List;

/**
 * What a service needs beside the topics that it writes, which the catalogue tells.
 *
 * @param reads topics it consumes
 * @param groups beginnings of the names of its consumer groups
 * @param isStreams whether it is a Kafka Streams application: its internal topics and its
 *     transactions begin with its group's name and a hyphen
 * @param looksAtSettings whether it asks for the settings of the topics that it reads
 */
record ServiceAccess(
        List<String> reads, List<String> groups, boolean isStreams, boolean looksAtSettings) {

    ServiceAccess {
        reads = List.copyOf(reads);
        groups = List.copyOf(groups);
    }

    static ServiceAccess of(TopicWriter service) {
        return switch (service) {
            case SIGNAL_COLLECTOR -> follower(List.of(DECISIONS, CHECKS), "kanit-signal-collector");
            case COMMAND_API -> new ServiceAccess(List.of(), List.of(), false, false);
            // Decisions are read for live views, in no group.
            case STAGE_EVALUATOR ->
                    new ServiceAccess(
                            List.of(SIGNALS, COMMANDS, CHECKS, ACTIONS, TICKS, DECISIONS),
                            List.of("stage-evaluator"),
                            true,
                            false);
            case ROLLBACK_EXECUTOR ->
                    follower(List.of(DECISIONS, ACTIONS, ALERTS, DELIVERIES), "rollback-executor");
            // It refuses a compacted topic, and so asks for settings.
            case EVIDENCE_ARCHIVER ->
                    new ServiceAccess(
                            TopicCatalogue.all().stream().map(TopicSpec::name).toList(),
                            List.of("evidence-archiver"),
                            false,
                            true);
        };
    }

    private static ServiceAccess follower(List<String> reads, String group) {
        return new ServiceAccess(reads, List.of(group), false, false);
    }
}
