package dev.kanit.embedded;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A broker's settings for its {@link SecuredListener}. */
final class SecuredSettings {

    static final String NAME = "CLIENT";

    private static final String PREFIX = "listener.name.client.";

    private SecuredSettings() {}

    static void add(Properties settings, SecuredListener secured, int port) {
        settings.merge(
                "listeners",
                NAME + "://" + LoopbackPort.HOST + ":" + port,
                (others, own) -> others + "," + own);
        settings.merge(
                "listener.security.protocol.map",
                NAME + ":" + (secured.keyStore().isPresent() ? "SASL_SSL" : "SASL_PLAINTEXT"),
                (others, own) -> others + "," + own);
        settings.setProperty(PREFIX + "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
        settings.setProperty(PREFIX + "plain.sasl.jaas.config", login(secured.passwords()));
        // Users of this one are made by kafka-configs or an Admin; there are none at first.
        settings.setProperty(
                PREFIX + "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        secured.keyStore()
                .ifPresent(
                        store -> {
                            settings.setProperty(PREFIX + "ssl.keystore.type", "PKCS12");
                            settings.setProperty(
                                    PREFIX + "ssl.keystore.location", store.file().toString());
                            settings.setProperty(
                                    PREFIX + "ssl.keystore.password", store.password());
                            settings.setProperty(PREFIX + "ssl.key.password", store.password());
                        });
        settings.setProperty(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.setProperty("super.users", "User:ANONYMOUS");
    }

    private static String login(Map<String, String> passwords) {
        StringBuilder text =
                new StringBuilder(
                        "org.apache.kafka.common.security.plain.PlainLoginModule required");
        new TreeMap<>(passwords)
                .forEach(
                        (user, password) ->
                                text.append(" user_%s=\"%s\"".formatted(user, password)));
        return text.append(';').toString();
    }
}
