package dev.kanit.evaluator.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.kanit.evaluator.people.jwt.JwtSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider: it has keys, publishes them over HTTP, and signs what it is told to. */
public final class Issuer implements AutoCloseable {

    public static final String NAME = "https://issuer.example";
    public static final String AUDIENCE = "kanit";

    private final HttpServer server;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final URI keysUrl;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile byte[] answer = new byte[0];

    public Issuer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        server.createContext(
                "/keys",
                exchange -> {
                    asked.incrementAndGet();
                    byte[] body = answer;
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    exchange.sendResponseHeaders(status, body.length);
                    try (OutputStream out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
        server.start();
        keysUrl = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }

    public static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException failed) {
            throw new AssertionError(failed);
        }
    }

    public static ECKey curve(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException failed) {
            throw new AssertionError(failed);
        }
    }

    /** From now on these are its keys; their public halves, that is. */
    public void publish(JWK... keys) {
        answers(200, new JWKSet(Arrays.asList(keys)).toString(true));
    }

    /** From now on it says this. */
    public void answers(int code, String text) {
        status = code;
        answer = text.getBytes(StandardCharsets.UTF_8);
    }

    /** How often it was asked for its keys. */
    public int asked() {
        return asked.get();
    }

    public URI keysUrl() {
        return keysUrl;
    }

    /** Settings that believe it. */
    public JwtSettings settings() {
        return new JwtSettings(
                NAME,
                AUDIENCE,
                keysUrl(),
                "sub",
                "roles",
                JwtSettings.AS_SPELLED,
                Set.of("RS256", "ES256"));
    }

    /** Claims of somebody, good for ten minutes. */
    public static JWTClaimsSet.Builder claims(String person, Instant now, String... roles) {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject(person)
                .claim("roles", List.of(roles))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    /** As the header that a client sends. */
    public static String signed(JWK key, JWTClaimsSet claims) {
        try {
            JWSSigner signer =
                    key instanceof RSAKey rsa
                            ? new RSASSASigner(rsa)
                            : new ECDSASigner(key.toECKey());
            JWSAlgorithm algorithm =
                    key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
            JWSHeader header =
                    new JWSHeader.Builder(algorithm)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.getKeyID())
                            .build();
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return "Bearer " + token.serialize();
        } catch (JOSEException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.stop(0);
        }
    }
}
