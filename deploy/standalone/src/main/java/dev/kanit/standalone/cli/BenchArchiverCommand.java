package dev.kanit.standalone.cli;

import dev.kanit.standalone.bench.ArchiverBench;
import dev.kanit.standalone.bench.ArchiverFigures;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kanit bench archiver}: evidence beside plain files. */
@Command(
        name = "archiver",
        mixinStandardHelpOptions = true,
        description =
                "Archives records of 400 bytes with segments, leaves, tiles and signed checkpoints,"
                        + " beside the same loop that writes and fsyncs the same bytes without"
                        + " any log.")
final class BenchArchiverCommand extends BenchRun<ArchiverFigures> {

    @Option(
            names = "--records",
            defaultValue = "2000000",
            description = "Of the backlog, 10000 to 10000000.")
    private int records = 2_000_000;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "Of the delay's measurement, 1 to 120.")
    private int seconds = 20;

    @Override
    ArchiverFigures measure(Path directory, Consumer<String> progress) throws Exception {
        return new ArchiverBench(records, seconds, progress).run(directory);
    }

    @Override
    String inWords(ArchiverFigures figures) {
        return """
                records per second          %,d, under signed checkpoints (first run: %,d)
                same bytes without a log    %,d per second; ratio %.1f %%
                keys and values alone       %,d per second
                append to checkpoint        p99 %,d ms
                archive                     %.0f bytes per record, %.0f of them for proofs"""
                .formatted(
                        figures.recordsPerSecond(),
                        figures.firstRunRecordsPerSecond(),
                        figures.plainWriterRecordsPerSecond(),
                        figures.ratioToPlain() * 100,
                        figures.bareWriterRecordsPerSecond(),
                        figures.checkpointDelayP99Millis(),
                        figures.bytesPerRecord(),
                        figures.proofBytesPerRecord());
    }
}
