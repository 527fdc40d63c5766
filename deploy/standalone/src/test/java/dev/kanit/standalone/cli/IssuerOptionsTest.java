package dev.kanit.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.decision.rollout.Role;
import dev.kanit.evaluator.people.jwt.JwtSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class IssuerOptionsTest {

    private static final String ISSUER = "--jwt-issuer https://issuer.example --jwt-audience kanit";

    @TempDir private Path directory;

    @Test
    void withoutAnIssuerThereIsNone() {
        assertThat(parsed("").settings()).isEmpty();
    }

    @Test
    void issuerOfAUrlAndWhatItsRolesMean() {
        JwtSettings settings =
                parsed(
                                ISSUER
                                        + " --jwks https://issuer.example/keys --jwt-roles-claim"
                                        + " realm_access.roles --jwt-role release=operator")
                        .settings()
                        .orElseThrow();
        assertThat(settings.jwksUrl()).hasToString("https://issuer.example/keys");
        assertThat(settings.rolesClaim()).isEqualTo("realm_access.roles");
        assertThat(settings.roles()).isEqualTo(Map.of("release", Role.OPERATOR));
    }

    @Test
    void keysMayLieInAFile() {
        Path keys = directory.resolve("keys.json");
        JwtSettings settings = parsed(ISSUER + " --jwks " + keys).settings().orElseThrow();
        assertThat(Path.of(settings.jwksUrl())).isEqualTo(keys);
        assertThat(settings.roles()).isEqualTo(JwtSettings.AS_SPELLED);
    }

    @ParameterizedTest
    @CsvSource({
        "--jwt-audience kanit, --jwt-issuer",
        "--jwt-issuer https://issuer.example, with --jwt-audience and --jwks",
        "--jwt-issuer i --jwt-audience a --jwks http://elsewhere.example/keys, not safe",
        "--jwt-issuer i --jwt-audience a --jwks /keys --jwt-role x=king, expected: a role",
    })
    void optionsThatDoNotFitAreRefused(String options, String why) {
        assertThatThrownBy(() -> parsed(options).settings())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static IssuerOptions parsed(String line) {
        IssuerOptions options = new IssuerOptions();
        new CommandLine(options).parseArgs(line.isEmpty() ? new String[0] : line.split(" "));
        return options;
    }
}
