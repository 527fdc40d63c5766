package dev.kanit.executor.telling;

import dev.kanit.codec.plan.Address;
import dev.kanit.codec.plan.NotificationChannel;
import dev.kanit.executor.alertmanager.AlertmanagerAlert;
import dev.kanit.executor.channel.Courier;
import dev.kanit.executor.channel.HttpPost;
import dev.kanit.executor.channel.NoticeText;
import dev.kanit.executor.channel.References;
import dev.kanit.executor.email.Mailer;
import dev.kanit.executor.email.SmtpServer;
import dev.kanit.executor.notify.AttemptResult;
import dev.kanit.executor.notify.Delivery;
import dev.kanit.executor.pagerduty.PagerDutyEvent;
import dev.kanit.executor.slack.SlackMessage;
import dev.kanit.executor.statuspage.StatusUpdate;
import dev.kanit.executor.webhook.StandardWebhook;
import dev.kanit.executor.webhook.WebhookMessage;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every channel that a plan may name. */
public final class Channels implements Courier, AutoCloseable {

    /** A shorter path says nothing, and striking it out would garble the words. */
    private static final int SHORTEST_SECRET = 4;

    private final NotifySettings settings;
    private final References references;
    private final InstantSource clock;
    private final HttpPost http;
    private final Mailer mailer;

    public Channels(NotifySettings settings, InstantSource clock) {
        this.settings = settings;
        this.references = new References(settings.variables());
        this.clock = clock;
        this.http = new HttpPost(settings.answerWithin(), clock);
        this.mailer = new Mailer(settings.answerWithin());
    }

    @Override
    public AttemptResult deliver(Delivery delivery) {
        NoticeText text = NoticeText.of(delivery, settings.link());
        try {
            return switch (delivery.channel()) {
                case NotificationChannel.Slack(Address url) ->
                        post(url, SlackMessage.of(text), List.of());
                case NotificationChannel.PagerDuty pager -> page(pager, delivery, text);
                case NotificationChannel.Alertmanager(Address url) ->
                        posted(
                                url,
                                AlertmanagerAlert.PATH,
                                Map.of(),
                                AlertmanagerAlert.of(delivery, text),
                                List.of());
                case NotificationChannel.Webhook(Address url, Address secret) ->
                        signed(url, secret, delivery, WebhookMessage.of(delivery, text));
                case NotificationChannel.Email email -> mail(email, delivery, text);
                case NotificationChannel.StatusPage page ->
                        page.secret().isPresent()
                                ? signed(
                                        page.url(),
                                        page.secret().get(),
                                        delivery,
                                        StatusUpdate.of(delivery))
                                : post(page.url(), StatusUpdate.of(delivery), List.of());
            };
        } catch (IllegalArgumentException senseless) {
            return new AttemptResult.Refused(String.valueOf(senseless.getMessage()));
        }
    }

    private AttemptResult page(
            NotificationChannel.PagerDuty pager, Delivery delivery, NoticeText text) {
        Optional<String> key = references.value(pager.key());
        if (key.isEmpty()) {
            return unset(pager.key());
        }
        String base =
                switch (pager.region()) {
                    case US -> settings.pagerDutyUs();
                    case EU -> settings.pagerDutyEu();
                };
        return http.post(
                base + "/v2/enqueue",
                Map.of(),
                PagerDutyEvent.of(delivery, text, key.get()),
                List.of(key.get()));
    }

    private AttemptResult signed(Address url, Address secret, Delivery delivery, String body) {
        Optional<String> value = references.value(secret);
        if (value.isEmpty()) {
            return unset(secret);
        }
        Optional<StandardWebhook> signer = StandardWebhook.with(value.get());
        if (signer.isEmpty()) {
            return new AttemptResult.Later(
                    secret.spelled() + " (expected: whsec_ and 24 to 64 bytes in Base64)");
        }
        Map<String, String> headers =
                signer.get().headers(WebhookMessage.id(delivery), clock.instant(), body);
        return posted(url, "", headers, body, List.of(value.get()));
    }

    private AttemptResult mail(
            NotificationChannel.Email email, Delivery delivery, NoticeText text) {
        Optional<String> value = references.value(email.smtp());
        if (value.isEmpty()) {
            return unset(email.smtp());
        }
        Optional<SmtpServer> server = SmtpServer.parse(value.get());
        return server.isEmpty()
                ? new AttemptResult.Later(
                        email.smtp().spelled() + " (expected: an smtp or smtps URL)")
                : mailer.send(server.get(), email, delivery, text);
    }

    private AttemptResult post(Address url, String body, List<String> secrets) {
        return posted(url, "", Map.of(), body, secrets);
    }

    private AttemptResult posted(
            Address url,
            String path,
            Map<String, String> headers,
            String body,
            List<String> secrets) {
        Optional<String> base = references.value(url);
        if (base.isEmpty()) {
            return unset(url);
        }
        List<String> hidden = new ArrayList<>(secrets);
        if (url.isReference()) {
            hidden.add(base.get());
            hidden.addAll(secretParts(base.get()));
        }
        String trimmed =
                path.isEmpty() || !base.get().endsWith("/")
                        ? base.get()
                        : base.get().substring(0, base.get().length() - 1);
        return http.post(trimmed + path, headers, body, hidden);
    }

    /** Path and query of an address: a server that repeats them repeats what opens it. */
    private static List<String> secretParts(String address) {
        try {
            URI uri = URI.create(address);
            return Stream.of(uri.getRawPath(), uri.getPath(), uri.getRawQuery())
                    .filter(part -> part != null && part.length() > SHORTEST_SECRET)
                    .toList();
        } catch (IllegalArgumentException _) {
            // No address: nothing is sent, and nothing comes back.
            return List.of();
        }
    }

    private static AttemptResult unset(Address address) {
        return new AttemptResult.Later(
                address.spelled()
                        + " has no value here (expected: set, and named in "
                        + References.ALLOWED
                        + ")");
    }

    @Override
    public void close() {
        http.close();
    }
}
