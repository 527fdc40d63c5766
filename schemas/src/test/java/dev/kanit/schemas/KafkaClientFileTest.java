package dev.kanit.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaClientFileTest {

    @TempDir private Path directory;

    @Test
    void settingsAreReadAsKafkaSpellsThemAndReferencesAreLeftToTheClient() throws IOException {
        Path file = directory.resolve("client.properties");
        Files.writeString(
                file, "security.protocol=SASL_SSL\nssl.truststore.password=${file:/s/f:trust}\n");

        assertThat(KafkaClientFile.read(file))
                .isEqualTo(
                        Map.of(
                                "security.protocol", "SASL_SSL",
                                "ssl.truststore.password", "${file:/s/f:trust}"));
    }

    @Test
    void missingTooLargeOrMalformedFilesAreRefusedWithoutAValue() throws IOException {
        assertThatThrownBy(() -> KafkaClientFile.read(directory.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("no such file (expected: settings of Kafka clients)");

        Path large = directory.resolve("large");
        Files.write(large, new byte[(64 << 10) + 1]);
        assertThatThrownBy(() -> KafkaClientFile.read(large))
                .hasMessageEndingWith("65537 bytes (expected: at most 65536)");

        Path malformed = directory.resolve("malformed");
        Files.writeString(malformed, "password=\\uSECRET");
        assertThatThrownBy(() -> KafkaClientFile.read(malformed))
                .hasMessageEndingWith("not a properties file")
                .hasMessageNotContaining("SECRET");
    }
}
