package dev.kanit.codec.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One way to reach people. Secrets are references; whoever uses the channel resolves them. */
public sealed interface NotificationChannel {

    /** As the plan and the records spell it. */
    String kind();

    /**
     * An incoming webhook of Slack.
     *
     * @param url a reference: who knows the address may post
     */
    record Slack(Address url) implements NotificationChannel {
        public Slack {
            requireReference("url", url);
        }

        @Override
        public String kind() {
            return "slack";
        }
    }

    /**
     * The Events API v2 of PagerDuty.
     *
     * @param key a reference to the integration's routing key
     * @param region whose service region's address is used
     */
    record PagerDuty(Address key, Region region) implements NotificationChannel {

        /** Where an account lives. */
        public enum Region {
            US,
            EU
        }

        public PagerDuty {
            requireReference("key", key);
        }

        @Override
        public String kind() {
            return "pagerduty";
        }
    }

    /**
     * The API v2 of a Prometheus Alertmanager.
     *
     * @param url base URL, for example {@code http://alertmanager:9093}
     */
    record Alertmanager(Address url) implements NotificationChannel {
        @Override
        public String kind() {
            return "alertmanager";
        }
    }

    /**
     * Any HTTP receiver of Standard Webhooks.
     *
     * @param secret a reference to the signing secret
     */
    record Webhook(Address url, Address secret) implements NotificationChannel {
        public Webhook {
            requireReference("secret", secret);
        }

        @Override
        public String kind() {
            return "webhook";
        }
    }

    /**
     * E-mail by SMTP.
     *
     * @param smtp {@code smtp://host:587} or {@code smtps://host}, or a reference to such a URL,
     *     which may then hold name and password
     * @param from sender's address
     * @param to at least one address
     */
    record Email(Address smtp, String from, List<String> to) implements NotificationChannel {

        public static final int MAX_RECIPIENTS = 20;

        public Email {
            to = List.copyOf(to);
            if (to.isEmpty() || to.size() > MAX_RECIPIENTS) {
                throw new IllegalArgumentException(
                        "to: " + to.size() + " addresses (expected: 1 to " + MAX_RECIPIENTS + ")");
            }
        }

        @Override
        public String kind() {
            return "email";
        }
    }

    /**
     * A page that tells the public; an acknowledgement does not keep it from being told.
     *
     * @param within how long after an alert the page shall show it, &gt; 0
     * @param secret a reference; when present, requests are signed as Standard Webhooks
     */
    record StatusPage(Address url, Duration within, Optional<Address> secret)
            implements NotificationChannel {
        public StatusPage {
            if (!within.isPositive()) {
                throw new IllegalArgumentException("within: " + within + " (expected: > 0)");
            }
            secret.ifPresent(it -> requireReference("secret", it));
        }

        @Override
        public String kind() {
            return "status-page";
        }
    }

    private static void requireReference(String name, Address address) {
        if (!address.isReference()) {
            throw new IllegalArgumentException(
                    name + ": a literal (expected: a reference such as ${NAME})");
        }
    }
}
