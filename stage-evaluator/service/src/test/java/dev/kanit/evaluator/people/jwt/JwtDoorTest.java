package dev.kanit.evaluator.people.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.kanit.decision.rollout.Role;
import dev.kanit.evaluator.people.Admission;
import dev.kanit.evaluator.people.Caller;
import dev.kanit.evaluator.people.Door;
import dev.kanit.evaluator.testing.Issuer;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class JwtDoorTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final RSAKey RSA = Issuer.rsa("rsa-1");
    private static final ECKey CURVE = Issuer.curve("ec-1");
    private static final Caller AYSE = new Caller.Person("ayse", Set.of(Role.OPERATOR));

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Issuer issuer = new Issuer();
    private final JwtDoor door = new JwtDoor(issuer.settings(), now::get);

    @BeforeEach
    void publish() {
        issuer.publish(RSA, CURVE);
    }

    @AfterEach
    void close() {
        door.close();
        issuer.close();
    }

    @Test
    void whoeverTheIssuerVouchesForIsLetIn() {
        assertThat(door.admit(Issuer.signed(RSA, ayse().build()))).isEqualTo(admitted(AYSE));
        assertThat(door.admit(Issuer.signed(CURVE, ayse().build()))).isEqualTo(admitted(AYSE));
        assertThat(issuer.asked()).isEqualTo(1);
    }

    static Stream<Arguments> wrongClaims() {
        return Stream.of(
                claims("another issuer", c -> c.issuer("https://other.example")),
                claims("an issuer with a slash more", c -> c.issuer(Issuer.NAME + "/")),
                claims("no issuer", c -> c.issuer(null)),
                claims("another audience", c -> c.audience("billing")),
                claims("no audience", c -> c.audience((String) null)),
                claims("expired", c -> c.expirationTime(at(-30))),
                claims("no expiry", c -> c.expirationTime(null)),
                claims("not valid yet", c -> c.notBeforeTime(at(31))),
                claims("issued in the future", c -> c.issueTime(at(31))),
                claims("nobody", c -> c.subject(null)),
                claims("a name of two lines", c -> c.subject("ayse\nroot")),
                claims("a name without an end", c -> c.subject("a".repeat(201))),
                claims("a number for a name", c -> c.claim("sub", 7)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongClaims")
    void claimsThatDoNotHoldLetNobodyIn(String name, UnaryOperator<JWTClaimsSet.Builder> changed) {
        requireRefused(Issuer.signed(RSA, changed.apply(ayse()).build()));
    }

    @Test
    void clocksMayDifferALittle() {
        JWTClaimsSet early = ayse().notBeforeTime(at(29)).issueTime(at(29)).build();
        JWTClaimsSet late = ayse().expirationTime(at(-29)).build();
        JWTClaimsSet forSeveral = ayse().audience(List.of("billing", Issuer.AUDIENCE)).build();

        assertThat(door.admit(Issuer.signed(RSA, early))).isEqualTo(admitted(AYSE));
        assertThat(door.admit(Issuer.signed(RSA, late))).isEqualTo(admitted(AYSE));
        assertThat(door.admit(Issuer.signed(RSA, forSeveral))).isEqualTo(admitted(AYSE));
    }

    @Test
    void tokenEndsWhileItsBearerIsKnown() {
        String token = Issuer.signed(RSA, ayse().expirationTime(at(60)).build());
        assertThat(door.admit(token)).isEqualTo(admitted(AYSE));
        assertThat(door.known(token)).contains(AYSE);

        now.set(NOW.plusSeconds(90));

        assertThat(door.known(token)).isEmpty();
        requireRefused(token);
    }

    @Test
    void unsignedTokenIsNone() {
        String plain = new PlainJWT(ayse().build()).serialize();
        String claims = Issuer.signed(RSA, ayse().build()).split("\\.", -1)[1];
        String none = encoded("{\"alg\":\"none\"}") + "." + claims + ".";
        String noSuch = encoded("{\"alg\":\"nOnE\"}") + "." + claims + ".AAAA";

        requireRefused("Bearer " + plain);
        requireRefused("Bearer " + none);
        requireRefused("Bearer " + noSuch);
    }

    /** The classic confusion: a public key is known to all, and must not pass for a secret. */
    @Test
    void publicKeyIsNoSecretToSignWith() throws Exception {
        for (byte[] secret :
                List.of(
                        RSA.toRSAPublicKey().getEncoded(),
                        RSA.toPublicJWK().toJSONString().getBytes(UTF_8),
                        RSA.getModulus().decode())) {
            SignedJWT forged =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(),
                            ayse().build());
            forged.sign(new MACSigner(secret));

            requireRefused("Bearer " + forged.serialize());
        }
    }

    @Test
    void algorithmThatIsNotAllowedIsRefusedWithARightSignature() throws Exception {
        SignedJWT other =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("rsa-1").build(),
                        ayse().build());
        other.sign(new RSASSASigner(RSA));

        requireRefused("Bearer " + other.serialize());
    }

    @Test
    void keyThatTheTokenBringsAlongIsNotBelieved() throws Exception {
        RSAKey own = Issuer.rsa("rsa-1");
        SignedJWT forged =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID("rsa-1")
                                .jwk(own.toPublicJWK())
                                .jwkURL(issuer.keysUrl())
                                .build(),
                        ayse().build());
        forged.sign(new RSASSASigner(own));

        requireRefused("Bearer " + forged.serialize());
        requireRefused(Issuer.signed(own, ayse().build()));
        requireRefused(Issuer.signed(Issuer.curve("ec-1"), ayse().build()));
    }

    @Test
    void changedTokenIsRefused() {
        String token = Issuer.signed(RSA, ayse().build());
        String[] parts = token.split("\\.", -1);
        String others = Issuer.signed(RSA, ayse().subject("deniz").build()).split("\\.", -1)[1];

        requireRefused(parts[0] + "." + others + "." + parts[2]);
        requireRefused(parts[0] + "." + parts[1] + ".");
        requireRefused(parts[0] + "." + parts[1]);
        requireRefused(token + ".more");
        requireRefused(token.substring("Bearer ".length()));
        requireRefused("Bearer ");
        requireRefused("");
    }

    @Test
    void oversizedTokenIsNotLookedAt() {
        String huge = Issuer.signed(RSA, ayse().claim("more", "x".repeat(Door.MAX_HEADER)).build());

        requireRefused(huge);
        assertThat(issuer.asked()).isZero();
    }

    @Test
    void newKeyIsFetchedWhenATokenNamesIt() {
        assertThat(door.admit(Issuer.signed(RSA, ayse().build()))).isEqualTo(admitted(AYSE));
        RSAKey next = Issuer.rsa("rsa-2");
        issuer.publish(next);
        now.set(NOW.plus(IssuerKeys.PAUSE));

        assertThat(door.admit(Issuer.signed(next, ayse().build()))).isEqualTo(admitted(AYSE));
        requireRefused(Issuer.signed(RSA, ayse().build()));
    }

    @Test
    void madeUpKeyNamesDoNotMakeTheIssuerBusy() {
        assertThat(door.admit(Issuer.signed(RSA, ayse().build()))).isEqualTo(admitted(AYSE));
        RSAKey own = Issuer.rsa("made-up");

        for (int i = 0; i < 20; i++) {
            requireRefused(Issuer.signed(own, ayse().build()));
        }
        now.set(NOW.plus(IssuerKeys.PAUSE));
        requireRefused(Issuer.signed(own, ayse().build()));
        requireRefused(Issuer.signed(own, ayse().build()));

        assertThat(issuer.asked()).isEqualTo(2);
    }

    @Test
    void withoutTheIssuersKeysNobodyIsLetIn() {
        issuer.close();

        assertThat(door.admit(Issuer.signed(RSA, ayse().build())))
                .isInstanceOf(Admission.Unavailable.class);
        assertThat(door.known(Issuer.signed(RSA, ayse().build()))).isEmpty();
    }

    @Test
    void keysAreBelievedForAWhileWhenTheIssuerIsAwayAndNoLonger() {
        String token = Issuer.signed(RSA, ayse().expirationTime(at(7200)).build());
        assertThat(door.admit(token)).isEqualTo(admitted(AYSE));
        issuer.answers(500, "");

        now.set(NOW.plus(IssuerKeys.KEPT).minusMillis(1));
        assertThat(door.admit(token)).isEqualTo(admitted(AYSE));
        now.set(NOW.plus(IssuerKeys.KEPT));
        assertThat(door.admit(token)).isInstanceOf(Admission.Unavailable.class);
        issuer.publish(RSA);
        now.set(NOW.plus(IssuerKeys.KEPT).plus(IssuerKeys.PAUSE));
        assertThat(door.admit(token)).isEqualTo(admitted(AYSE));
    }

    static Stream<Arguments> wrongKeys() {
        return Stream.of(
                Arguments.of(302, "{\"keys\":[]}"),
                Arguments.of(404, "{\"keys\":[]}"),
                Arguments.of(200, ""),
                Arguments.of(200, "<html>"),
                Arguments.of(200, "{\"keys\":7}"),
                Arguments.of(200, "{\"keys\":[]}" + " ".repeat(IssuerKeys.MAX_BYTES)));
    }

    @ParameterizedTest
    @MethodSource("wrongKeys")
    void answerThatIsNoKeySetLetsNobodyIn(int status, String text) {
        issuer.answers(status, text);

        assertThat(door.admit(Issuer.signed(RSA, ayse().build())))
                .isInstanceOf(Admission.Unavailable.class);
    }

    @Test
    void rolesAreWhatTheInstallationSaysTheyMean() {
        JwtSettings plain = issuer.settings();
        JwtSettings mapped =
                new JwtSettings(
                        plain.issuer(),
                        plain.audience(),
                        plain.jwksUrl(),
                        "email",
                        "realm.roles",
                        Map.of("sre", Role.INCIDENT_COMMANDER, "qa", Role.APPROVER),
                        plain.algorithms());
        JWTClaimsSet claims =
                ayse("operator")
                        .claim("email", "ayse@example.org")
                        .claim("realm", Map.of("roles", List.of("sre", "qa", "operator", 7)))
                        .build();

        try (JwtDoor other = new JwtDoor(mapped, now::get)) {
            assertThat(other.admit(Issuer.signed(RSA, claims)))
                    .isEqualTo(
                            admitted(
                                    new Caller.Person(
                                            "ayse@example.org",
                                            Set.of(Role.INCIDENT_COMMANDER, Role.APPROVER))));
        }
    }

    @Test
    void rolesMayComeAsATextAndUnknownOnesMeanNothing() {
        JWTClaimsSet claims = ayse().claim("roles", "viewer  admin approver").build();
        JWTClaimsSet none = ayse().claim("roles", null).build();
        JWTClaimsSet odd = ayse().claim("roles", Map.of("operator", true)).build();

        assertThat(door.admit(Issuer.signed(RSA, claims)))
                .isEqualTo(admitted(new Caller.Person("ayse", Set.of(Role.VIEWER, Role.APPROVER))));
        Admission nothing = admitted(new Caller.Person("ayse", Set.of()));
        assertThat(door.admit(Issuer.signed(RSA, none))).isEqualTo(nothing);
        assertThat(door.admit(Issuer.signed(RSA, odd))).isEqualTo(nothing);
    }

    private void requireRefused(String authorization) {
        assertThat(door.known(authorization)).isEmpty();
        Admission admission = door.admit(authorization);
        assertThat(admission).isInstanceOf(Admission.Refused.class);
        assertThat(admission.toString()).doesNotContain("ayse", "rsa-1");
    }

    private static Admission admitted(Caller caller) {
        return new Admission.Admitted(caller);
    }

    private static JWTClaimsSet.Builder ayse(String... roles) {
        return Issuer.claims("ayse", NOW, roles.length == 0 ? new String[] {"operator"} : roles);
    }

    private static Arguments claims(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(name, change);
    }

    private static Date at(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }
}
