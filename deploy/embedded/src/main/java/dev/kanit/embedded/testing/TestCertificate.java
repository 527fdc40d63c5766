package dev.kanit.embedded.testing;

import dev.kanit.embedded.SecuredListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A certificate for 127.0.0.1 that is thrown away after a test, made by the JDK's own keytool.
 *
 * @param keyStore the broker's
 * @param trusted what clients trust, a PEM file
 */
public record TestCertificate(SecuredListener.KeyStore keyStore, Path trusted) {

    private static final long LIMIT_SECONDS = 60;

    /** Makes one in {@code directory}. */
    public static TestCertificate in(Path directory) throws IOException, InterruptedException {
        Path store = directory.resolve("broker.p12");
        Path trusted = directory.resolve("ca.pem");
        String password = UUID.randomUUID().toString();
        keytool(
                List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"),
                List.of("-dname", "CN=localhost", "-ext", "SAN=IP:127.0.0.1,DNS:localhost"),
                List.of("-validity", "2", "-storetype", "PKCS12"),
                List.of("-alias", "broker", "-keystore", store.toString(), "-storepass", password));
        keytool(
                List.of("-exportcert", "-rfc", "-file", trusted.toString()),
                List.of("-alias", "broker", "-keystore", store.toString(), "-storepass", password));
        return new TestCertificate(new SecuredListener.KeyStore(store, password), trusted);
    }

    @SafeVarargs
    private static void keytool(List<String>... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        for (List<String> some : arguments) {
            command.addAll(some);
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool did not make a certificate: " + said.strip());
        }
    }
}
