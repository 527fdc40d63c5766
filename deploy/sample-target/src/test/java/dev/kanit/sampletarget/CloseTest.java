package dev.kanit.sampletarget;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CloseTest {

    @TempDir Path directory;

    @Test
    void closeIsPromptAndLeavesNoThread() throws IOException {
        SampleTarget target =
                SampleTarget.start(
                        SampleTargetOptions.of(Scenario.LATENCY).atRequestsPerSecond(500));
        assertThat(threads("before")).contains("kanit-target-");

        long before = System.nanoTime();
        target.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(threads("after")).doesNotContain("kanit-target-");
    }

    /** All threads, virtual ones too, which no other API of the JDK lists. */
    private String threads(String name) throws IOException {
        Path dump = directory.resolve(name);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readString(dump);
    }
}
