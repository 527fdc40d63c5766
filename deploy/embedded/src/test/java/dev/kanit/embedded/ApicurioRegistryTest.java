package dev.kanit.embedded;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The same expectations against a registry that somebody else wrote. */
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(
        named = ApicurioProcess.DIRECTORY,
        matches = ".+",
        disabledReason = "Apicurio is 151 MiB and fetched only with KANIT_TEST_APICURIO=true")
final class ApicurioRegistryTest extends RegistryContract {

    private ApicurioProcess apicurio;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        apicurio = ApicurioProcess.start(directory);
    }

    @AfterAll
    void close() throws Exception {
        apicurio.stop();
    }

    @Override
    URI registryUri() {
        return apicurio.uri();
    }
}
