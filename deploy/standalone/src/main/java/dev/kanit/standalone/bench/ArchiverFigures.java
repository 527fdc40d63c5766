package dev.kanit.standalone.bench;

/**
 * What the archiver's benchmark measured.
 *
 * @param recordsPerSecond archived: segments, leaves, tiles and signed checkpoints
 * @param plainWriterRecordsPerSecond the same consumer loop that writes and fsyncs the same bytes
 *     without any log
 * @param ratioToPlain the first over the second
 * @param firstRunRecordsPerSecond archived likewise by a JVM that has not done it before
 * @param bareWriterRecordsPerSecond a consumer that writes and fsyncs keys and values alone, as
 *     they come
 * @param checkpointDelayP99Millis from append to being under a signed checkpoint of the partition
 * @param verifySeconds to verify a bundle of 100 000 records
 * @param bytesPerRecord of the archive, all files
 * @param proofBytesPerRecord tiles, entries and checkpoints among them
 */
public record ArchiverFigures(
        long recordsPerSecond,
        long plainWriterRecordsPerSecond,
        double ratioToPlain,
        long firstRunRecordsPerSecond,
        long bareWriterRecordsPerSecond,
        long checkpointDelayP99Millis,
        double verifySeconds,
        double bytesPerRecord,
        double proofBytesPerRecord) {}
