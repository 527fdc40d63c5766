package dev.kanit.evaluator.people.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.kanit.evaluator.people.Admission;
import dev.kanit.evaluator.people.Caller;
import dev.kanit.evaluator.people.Door;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Lets in whom the issuer vouches for: a JWS in compact form (RFC 7515), signed by one of the
 * issuer's keys with one of the configured algorithms, with claims that hold now. Keys that a token
 * brings along or points to are not looked at.
 */
public final class JwtDoor implements Door, AutoCloseable {

    private static final int MAX_CANDIDATES = 10;
    private static final int MIN_RSA_BITS = 2048;
    private static final String SCHEME = "Bearer ";

    /** One sentence for all reasons: who forges tokens is not told what was wrong. */
    private static final Admission REFUSED =
            new Admission.Refused(
                    "authorization (expected: a token of the issuer, for this audience, that is"
                            + " valid now)");

    private final JwtSettings settings;
    private final InstantSource clock;
    private final IssuerKeys keys;

    public JwtDoor(JwtSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.keys = new IssuerKeys(settings.jwksUrl(), clock);
    }

    @Override
    public Optional<Caller> known(String authorization) {
        return keys.now().flatMap(now -> parsed(authorization).flatMap(one -> caller(one, now)));
    }

    @Override
    public Admission admit(String authorization) {
        Optional<SignedJWT> token = parsed(authorization);
        if (token.isEmpty()) {
            return REFUSED;
        }
        Optional<JWKSet> now = keys.now();
        if (now.isEmpty() || candidates(token.get().getHeader(), now.get()).isEmpty()) {
            now = keys.again();
        }
        if (now.isEmpty()) {
            return new Admission.Unavailable("the issuer's keys cannot be fetched");
        }
        return caller(token.get(), now.get())
                .<Admission>map(Admission.Admitted::new)
                .orElse(REFUSED);
    }

    /** A token of an accepted algorithm; nothing of it is believed yet. */
    private Optional<SignedJWT> parsed(String authorization) {
        if (authorization.length() > MAX_HEADER
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            SignedJWT token = SignedJWT.parse(authorization.substring(SCHEME.length()));
            return settings.algorithms().contains(token.getHeader().getAlgorithm().getName())
                    ? Optional.of(token)
                    : Optional.empty();
        } catch (ParseException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private Optional<Caller> caller(SignedJWT token, JWKSet keys) {
        boolean isSigned =
                candidates(token.getHeader(), keys).stream().anyMatch(key -> verifies(key, token));
        return isSigned ? Claims.person(token, settings, clock.instant()) : Optional.empty();
    }

    private static List<JWK> candidates(JWSHeader header, JWKSet keys) {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
        return matcher == null
                ? List.of()
                : new JWKSelector(matcher).select(keys).stream().limit(MAX_CANDIDATES).toList();
    }

    private static boolean verifies(JWK key, SignedJWT token) {
        try {
            Optional<JWSVerifier> verifier =
                    switch (key) {
                        case RSAKey rsa when rsa.size() >= MIN_RSA_BITS ->
                                Optional.of(new RSASSAVerifier(rsa.toRSAPublicKey()));
                        case ECKey curve -> Optional.of(new ECDSAVerifier(curve.toECPublicKey()));
                        case null, default -> Optional.empty();
                    };
            return verifier.isPresent() && token.verify(verifier.get());
        } catch (JOSEException | IllegalStateException unsuitable) {
            return false;
        }
    }

    @Override
    public String challenge() {
        return "Bearer";
    }

    @Override
    public boolean knowsPeople() {
        return true;
    }

    @Override
    public void close() {
        keys.close();
    }
}
