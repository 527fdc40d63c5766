package dev.kanit.archiver.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.replay.RecordedRollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reports of the golden bundles, word by word; {@code -Dapprove=true} writes them anew. */
final class ApprovedReportsTest {

    private static final Path BUNDLES =
            Path.of("..", "replay", "src", "test", "resources", "golden", "0.1.0");
    private static final Path APPROVED = Path.of("src", "test", "resources", "reports");

    @ParameterizedTest
    @ValueSource(strings = {"completed", "rolled-back"})
    void everyReportReadsAsApprovedInBothLanguages(String outcome) throws IOException {
        for (Map.Entry<String, byte[]> report : reports(outcome).entrySet()) {
            if (!report.getKey().endsWith(".md")) {
                continue;
            }
            Path approved = APPROVED.resolve(outcome).resolve(report.getKey());
            String written = new String(report.getValue(), UTF_8);
            if (Boolean.getBoolean("approve")) {
                Files.createDirectories(approved.getParent());
                Files.writeString(approved, written);
            }
            assertThat(written).as(report.getKey()).isEqualTo(Files.readString(approved));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "rolled-back"})
    void everyFigureNamesRecordsThatTheBundleHolds(String outcome) throws IOException {
        RecordedRollout rollout = rollout(outcome);
        for (Map.Entry<String, byte[]> report : ReportDocuments.of(rollout).entrySet()) {
            String text = new String(report.getValue(), UTF_8);
            if (report.getKey().endsWith(".md")) {
                for (String line : text.lines().filter(one -> one.startsWith("[^")).toList()) {
                    String source = line.substring(line.indexOf('`') + 1, line.length() - 1);
                    String topic = source.substring(0, source.lastIndexOf('-'));
                    String[] offsets = source.substring(source.indexOf('@') + 1).split("\\.\\.", 2);
                    assertThat(rollout.of(topic).records())
                            .as(report.getKey() + ": " + source)
                            .anyMatch(kept -> kept.offset() == Long.parseLong(offsets[0]))
                            .anyMatch(
                                    kept ->
                                            kept.offset()
                                                    == Long.parseLong(offsets[offsets.length - 1]));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "rolled-back"})
    void onlyARollbackIsAnIncident(String outcome) throws IOException {
        assertThat(reports(outcome).containsKey("incident.en.md"))
                .isEqualTo(outcome.equals("rolled-back"));
    }

    private static SortedMap<String, byte[]> reports(String outcome) throws IOException {
        return ReportDocuments.of(rollout(outcome));
    }

    private static RecordedRollout rollout(String outcome) throws IOException {
        Verification verified =
                BundleVerifier.verify(BUNDLES.resolve(outcome + ".evidence.zip"), Optional.empty());
        return RecordedRollout.of(
                verified.rollout().orElseThrow(), verified.content().orElseThrow());
    }
}
