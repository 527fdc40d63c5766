package dev.kanit.archiver.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.ledger.LogId;
import dev.kanit.ledger.note.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiverKeysTest {

    @TempDir Path directory;

    private Path keys;

    @BeforeEach
    void findKeys() {
        keys = directory.resolve("keys");
    }

    @Test
    void theFirstKeyIsMadeForItsOwnerAloneAndStays() throws Exception {
        ArchiverKeys first = ArchiverKeys.open(keys);

        assertThat(mode(keys)).isEqualTo("rwx------");
        assertThat(mode(keys.resolve("note.key"))).isEqualTo("rw-------");
        assertThat(ArchiverKeys.open(keys).current()).isEqualTo(first.current());
        assertThat(first.others()).isEmpty();
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws Exception {
        ArchiverKeys _ = ArchiverKeys.open(keys);
        Path file = keys.resolve("note.key");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> ArchiverKeys.open(keys))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("mode rw-r----- (expected: no rights for group and others");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> ArchiverKeys.open(keys)).hasMessageContaining("rwxr-xr-x");
    }

    @Test
    void afterARotationTheOlderKeyIsStillListedAndTheNewerOneSigns() throws Exception {
        ArchiverKeys before = ArchiverKeys.open(keys);
        ArchiverKeys after = ArchiverKeys.rotate(keys);

        assertThat(after.current()).isNotEqualTo(before.current());
        assertThat(after.others()).containsExactly(before.current());
    }

    @Test
    void thePolicyNamesEveryKeyByTheOriginsOfTheCluster() throws Exception {
        ArchiverKeys before = ArchiverKeys.open(keys);
        ArchiverKeys after = ArchiverKeys.rotate(keys);
        Path file = directory.resolve("trust.policy");
        PolicyFile.write(file, "cluster", after);

        TrustPolicy policy = TrustPolicy.parse(Files.readAllBytes(file));

        String origin = LogId.clusterOrigin("cluster");
        assertThat(policy.logs())
                .extracting(TrustPolicy.Party::key)
                .containsExactly(after.current().named(origin), before.current().named(origin));
        assertThat(policy.quorum()).isEqualTo("none");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
