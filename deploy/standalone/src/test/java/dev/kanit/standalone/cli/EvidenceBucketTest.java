package dev.kanit.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kanit.archiver.keys.ArchiverKeys;
import dev.kanit.archiver.keys.PolicyFile;
import dev.kanit.archiver.store.S3ProxyProcess;
import dev.kanit.archiver.store.S3Store;
import dev.kanit.ledger.HeadsLog;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.PartitionLog;
import dev.kanit.ledger.Published;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.segment.Entry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The auditor's commands on a bucket of a real S3-speaking server. */
final class EvidenceBucketTest {

    private static final Path GOLDEN =
            Path.of("../../evidence-archiver/replay/src/test/resources/golden/0.1.0");
    private static final String ROLLOUT = "spark-v1.4.0-errors";
    private static final LogId LOG = new LogId("cluster", "topic", 0);
    private static final int RECORDS = 20;

    @TempDir static Path directory;

    private static Optional<S3ProxyProcess> server = Optional.empty();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void fill() throws Exception {
        assumeTrue(S3ProxyProcess.isThere(), "no S3Proxy: the archiver's tests fetch it");
        server = Optional.of(S3ProxyProcess.start(directory.resolve("s3")));
        System.setProperty("aws.accessKeyId", S3ProxyProcess.ID);
        System.setProperty("aws.secretAccessKey", S3ProxyProcess.SECRET);
        ArchiverKeys keys = ArchiverKeys.open(directory.resolve("keys"));
        PolicyFile.write(directory.resolve("trust.policy"), LOG.clusterId(), keys);
        try (S3Store store = server.orElseThrow().store("prod/")) {
            assertThat(
                            store.createIfAbsent(
                                    "rollouts/%s/%s.evidence.zip".formatted(ROLLOUT, ROLLOUT),
                                    GOLDEN.resolve("rolled-back.evidence.zip")))
                    .isTrue();
            archive(store, keys);
        }
    }

    private static void archive(S3Store store, ArchiverKeys keys) throws Exception {
        PartitionLog log = PartitionLog.open(store, LOG, keys.signer(), List.of());
        List<Entry> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            records.add(
                    new Entry.Kept(
                            i,
                            1_700_000_000_000L,
                            Entry.Bytes.of("open-rollout".getBytes(UTF_8)),
                            Entry.Bytes.of(("value " + i).getBytes(UTF_8)),
                            List.of()));
        }
        log.append(records);
        HeadsLog heads = HeadsLog.open(store, LOG.clusterId(), keys.signer(), List.of());
        if (log.publish() instanceof Published.Signed signed) {
            heads.add(List.of(Checkpoint.of(signed.checkpoint())));
        }
        assertThat(heads.publish()).isInstanceOf(Published.Signed.class);
    }

    @AfterAll
    static void stop() {
        server.ifPresent(S3ProxyProcess::close);
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void bundlesAreListedVerifiedShownReplayedAndProvenByTheRolloutsId() throws Exception {
        assertThat(run("list")).as(err::toString).isZero();
        assertThat(out.toString()).contains(ROLLOUT + " bundled");
        assertThat(run("list", ROLLOUT)).isZero();
        assertThat(out.toString()).contains(ROLLOUT + ".evidence.zip");

        assertThat(run("verify", ROLLOUT, "--policy", GOLDEN.resolve("trust.policy").toString()))
                .as(err::toString)
                .isEqualTo(4);
        assertThat(out.toString()).contains("VALID_WITH_LIMITS").contains("178 records");
        assertThat(run("show", ROLLOUT)).isZero();
        assertThat(out.toString()).contains("ROLLBACK to v1.3.1");
        assertThat(run("prove", ROLLOUT, "11")).isZero();
        assertThat(out.toString()).contains("c2sp.org/tlog-proof@v1\n");
        assertThat(run("replay", ROLLOUT)).isZero();
    }

    @Test
    void whatIsNotInTheBucketIsSaid() {
        assertThat(run("verify", "no-such-rollout")).isEqualTo(1);
        assertThat(err.toString()).contains("no bundle in the bucket").doesNotContain("\tat ");
        assertThat(run("verify", "../x")).isEqualTo(1);
        assertThat(err.toString()).contains("no rollout's id");
        assertThat(run("list", "no-such-rollout")).isEqualTo(1);
    }

    @Test
    void aFileGoesBeforeTheBucket() {
        String file = GOLDEN.resolve("rolled-back.evidence.zip").toString();
        assertThat(run("verify", file)).isEqualTo(4);
    }

    @Test
    void fsckReadsTheWholeBucketAndWantsAPolicy() throws Exception {
        String policy = directory.resolve("trust.policy").toString();
        assertThat(run("fsck", "--policy", policy)).as(err::toString).isZero();
        assertThat(out.toString()).contains("20 records compared").contains("0 findings");
        assertThat(run("fsck")).isEqualTo(1);
        assertThat(err.toString()).contains("expected: --policy FILE");
    }

    @Test
    void holdsArePlacedListedAndReleased() {
        assertThat(run("hold", "place", "--who", "ada", "--why", "case 7"))
                .as(err::toString)
                .isZero();
        String id = out.toString().strip();
        assertThat(run("hold", "list")).isZero();
        assertThat(out.toString()).contains("ada: case 7");
        assertThat(run("hold", "release", id, "--who", "bo", "--why", "closed")).isZero();
        assertThat(out.toString()).contains("released");
        out.getBuffer().setLength(0);
        assertThat(run("hold", "list")).isZero();
        assertThat(out.toString()).doesNotContain("case 7");
    }

    @Test
    void pruneSaysThatAnOpenRolloutIsKept() {
        assertThat(run("prune", "--policy", directory.resolve("trust.policy").toString()))
                .as(err::toString)
                .isZero();
        assertThat(out.toString()).contains("nothing to do");
    }

    @Test
    void keysSayWhoseSignatureTheBucketHas() throws Exception {
        assertThat(run("keys", "--keys", directory.resolve("keys").toString())).isZero();
        assertThat(out.toString()).contains("heads    cluster signed by kanit/cluster/heads+");
        assertThat(run("keys", "--keys", directory.resolve("other-keys").toString())).isEqualTo(1);
        assertThat(out.toString()).contains("signed by none of these keys");
        assertThat(Files.isDirectory(directory.resolve("other-keys"))).isTrue();
    }

    @Test
    void aWitnessCosignsTheHeadsOfTheBucketAndNobodyElses() throws Exception {
        String witness = directory.resolve("witness").toString();
        String policy = directory.resolve("trust.policy").toString();
        assertThat(run("cosign", "--witness", witness, "--policy", policy))
                .as(err::toString)
                .isZero();
        assertThat(out.toString()).contains("kanit/cluster/heads size 1", "\u2014 kanit-witness ");
        assertThat(run("cosign", "--witness", witness, "--policy", policy)).isZero();

        Path foreign = directory.resolve("foreign.policy");
        ArchiverKeys keys = ArchiverKeys.open(directory.resolve("foreign-keys"));
        PolicyFile.write(foreign, LOG.clusterId(), keys);
        assertThat(run("cosign", "--witness", witness, "--policy", foreign.toString()))
                .isEqualTo(2);
        assertThat(out.toString()).contains("FOREIGN_KEY");
    }

    @Test
    void aPasswordInTheEndpointIsRefused() {
        assertThat(
                        Kanit.commandLine()
                                .setErr(new PrintWriter(err, true))
                                .execute(
                                        "evidence",
                                        "list",
                                        "--s3-bucket",
                                        "b",
                                        "--s3-endpoint",
                                        "http://me:secret@127.0.0.1:9"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("with a password").doesNotContain("secret@");
    }

    /** The command on the bucket; the options stand behind the last word of its name. */
    private int run(String... arguments) {
        List<String> words = new ArrayList<>(List.of("evidence"));
        words.addAll(List.of(arguments));
        int behind = arguments[0].equals("hold") ? 3 : 2;
        words.addAll(
                behind,
                List.of(
                        "--s3-bucket",
                        "evidence",
                        "--s3-prefix",
                        "prod/",
                        "--s3-region",
                        "eu-central-1",
                        "--s3-endpoint",
                        server.orElseThrow().uri().toString()));
        CommandLine line = Kanit.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(words.toArray(String[]::new));
    }
}
