package dev.kanit.codec.plan;

import dev.kanit.codec.plan.NotificationChannel.PagerDuty.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code notify.channels:}. What is secret must be a reference. */
final class ChannelsReader {

    private static final Duration STATUS_WITHIN = Duration.ofMinutes(5);
    private static final Set<String> WEB = Set.of("http", "https");
    private static final Set<String> MAIL = Set.of("smtp", "smtps");

    /** Letters that need no quoting in an address: no blank, no line end, no angle bracket. */
    private static final Pattern MAIL_ADDRESS =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private final Speed speed;
    private final Problems problems;

    ChannelsReader(Speed speed, Problems problems) {
        this.speed = speed;
        this.problems = problems;
    }

    SortedMap<String, NotificationChannel> read(Optional<Node> section) {
        SortedMap<String, NotificationChannel> channels = new TreeMap<>();
        if (section.isEmpty()) {
            return channels;
        }
        Block block = Block.named("notify.channels", section.get(), problems);
        if (block.entries().size() > NotificationPlan.MAX_CHANNELS) {
            problems.at(
                    section.get(),
                    block.entries().size() + " channels",
                    "at most " + NotificationPlan.MAX_CHANNELS);
        }
        block.entries()
                .forEach((name, node) -> one(name, node).ifPresent(it -> channels.put(name, it)));
        return channels;
    }

    private Optional<NotificationChannel> one(String name, Node node) {
        String path = "notify.channels." + name;
        if (!NAME.matcher(name).matches()) {
            problems.at(
                    node, "channel name '" + name + "'", "1 to 63 letters, digits, '.', '_', '-'");
        }
        Block block =
                Block.of(
                        path,
                        node,
                        problems,
                        "slack",
                        "pagerduty",
                        "alertmanager",
                        "webhook",
                        "email",
                        "status-page");
        if (block.entries().size() != 1) {
            problems.at(
                    node,
                    path + " has " + block.entries().size() + " kinds",
                    "exactly one of slack, pagerduty, alertmanager, webhook, email, status-page");
            return Optional.empty();
        }
        Map.Entry<String, Node> only = block.entries().entrySet().iterator().next();
        return kind(path + "." + only.getKey(), only.getKey(), only.getValue());
    }

    private Optional<NotificationChannel> kind(String path, String kind, Node node) {
        return switch (kind) {
            case "slack" ->
                    secret(settings(path, node, "url"), "url").map(NotificationChannel.Slack::new);
            case "pagerduty" -> {
                Block block = settings(path, node, "key", "region");
                Region region = region(block);
                yield secret(block, "key")
                        .map(key -> new NotificationChannel.PagerDuty(key, region));
            }
            case "alertmanager" ->
                    url(settings(path, node, "url"), "url", WEB)
                            .map(NotificationChannel.Alertmanager::new);
            case "webhook" -> {
                Block block = settings(path, node, "url", "secret");
                Optional<Address> url = url(block, "url", WEB);
                Optional<Address> secret = secret(block, "secret");
                yield url.flatMap(
                        it -> secret.map(key -> new NotificationChannel.Webhook(it, key)));
            }
            case "email" -> email(settings(path, node, "smtp", "from", "to"));
            case "status-page" -> statusPage(settings(path, node, "url", "within", "secret"));
            default -> Optional.empty();
        };
    }

    private Block settings(String path, Node node, String... keys) {
        return Block.of(path, node, problems, keys);
    }

    private Region region(Block block) {
        Optional<ScalarNode> written = block.scalar("region");
        if (written.isEmpty() || written.get().getValue().equals("us")) {
            return Region.US;
        }
        if (!written.get().getValue().equals("eu")) {
            problems.at(written.get(), "region: '" + written.get().getValue() + "'", "us or eu");
        }
        return Region.EU;
    }

    private Optional<NotificationChannel> email(Block block) {
        Optional<Address> smtp = url(block, "smtp", MAIL);
        Optional<String> from =
                block.require("from", "the sender's address").flatMap(this::mailAddress);
        List<String> to = new ArrayList<>();
        Optional<Node> list = block.require("to", "a list of addresses");
        list.ifPresent(
                node -> {
                    List<Node> all = block.list("to", node);
                    if (all.isEmpty() || all.size() > NotificationChannel.Email.MAX_RECIPIENTS) {
                        problems.at(
                                node,
                                all.size() + " addresses",
                                "1 to " + NotificationChannel.Email.MAX_RECIPIENTS);
                    }
                    all.forEach(one -> mailAddress(one).ifPresent(to::add));
                });
        return smtp.isEmpty() || from.isEmpty() || to.isEmpty() || problems.any()
                ? Optional.empty()
                : Optional.of(new NotificationChannel.Email(smtp.get(), from.get(), to));
    }

    private Optional<String> mailAddress(Node node) {
        String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (MAIL_ADDRESS.matcher(text).matches()) {
            return Optional.of(text);
        }
        problems.at(node, "no e-mail address", "one address such as oncall@example.com");
        return Optional.empty();
    }

    private Optional<NotificationChannel> statusPage(Block block) {
        Duration within = block.duration("within", STATUS_WITHIN);
        if (!within.isPositive()) {
            block.find("within").ifPresent(node -> problems.at(node, "within: 0", "above 0"));
            within = STATUS_WITHIN;
        }
        Duration planned = speed.of(within);
        Optional<Address> secret =
                block.find("secret").isEmpty() ? Optional.empty() : secret(block, "secret");
        return url(block, "url", WEB)
                .map(url -> new NotificationChannel.StatusPage(url, planned, secret));
    }

    /** A reference to what nobody may read in a plan. */
    private Optional<Address> secret(Block block, String key) {
        Optional<Address> written = address(block, key, "a reference such as \"${NAME}\"");
        if (written.isPresent() && !written.get().isReference()) {
            // The value is not repeated: it may be the secret.
            block.find(key)
                    .ifPresent(
                            node ->
                                    problems.at(
                                            node,
                                            block.path() + "." + key + " is written out",
                                            "a reference such as \"${NAME}\", resolved by the"
                                                    + " executor"));
            return Optional.empty();
        }
        return written;
    }

    private Optional<Address> url(Block block, String key, Set<String> schemes) {
        Optional<Address> written =
                address(block, key, "a URL, or a reference such as \"${NAME}\"");
        Optional<String> objection =
                written.filter(it -> !it.isReference()).flatMap(it -> it.objection(schemes));
        if (objection.isPresent()) {
            block.find(key)
                    .ifPresent(
                            node ->
                                    problems.at(
                                            node,
                                            block.path() + "." + key + ": " + objection.get(),
                                            "a reference such as \"${NAME}\", or a URL without"
                                                    + " secrets"));
            return Optional.empty();
        }
        return written;
    }

    private Optional<Address> address(Block block, String key, String expected) {
        Optional<Node> node = block.require(key, expected);
        Optional<String> text = node.flatMap(_ -> block.scalar(key)).map(ScalarNode::getValue);
        if (text.isPresent()
                && (text.get().isEmpty() || text.get().length() > Address.MAX_LENGTH)) {
            problems.at(
                    node.get(),
                    block.path() + "." + key + ": " + text.get().length() + " characters",
                    "1 to " + Address.MAX_LENGTH);
            return Optional.empty();
        }
        return text.map(Address::new);
    }
}
