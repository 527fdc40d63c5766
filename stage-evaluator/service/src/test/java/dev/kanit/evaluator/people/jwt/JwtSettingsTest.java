package dev.kanit.evaluator.people.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JwtSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "HS512", "rs256", "EdDSA", ""})
    void algorithmsWithoutAPrivateKeyCannotBeAllowed(String algorithm) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("https://issuer.example/keys", Set.of(algorithm)))
                .withMessageStartingWith("algorithms: ");
    }

    @Test
    void keysMayLieInAFileOfThisMachine() {
        assertThat(settings("file:///etc/keys", Set.of("RS256")).jwksUrl().getPath())
                .isEqualTo("/etc/keys");
    }

    @Test
    void someAlgorithmMustBeAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("https://issuer.example/keys", Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example/keys",
                "http://127.evil.example/keys",
                "https://user:secret@issuer.example/keys",
                "file://elsewhere/keys",
                "file:///keys?which=1",
                "file:keys",
                "keys"
            })
    void keysComeEncryptedOrFromThisMachine(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(url, Set.of("RS256")))
                .withMessageStartingWith("jwksUrl: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://issuer.example/keys", "http://127.0.0.1:1/k", "http://[::1]/k"})
    void safePlacesAreFine(String url) {
        assertThat(settings(url, Set.of("ES256")).jwksUrl()).hasToString(url);
    }

    private static JwtSettings settings(String url, Set<String> algorithms) {
        return new JwtSettings(
                "issuer",
                "kanit",
                URI.create(url),
                "sub",
                "roles",
                JwtSettings.AS_SPELLED,
                algorithms);
    }
}
