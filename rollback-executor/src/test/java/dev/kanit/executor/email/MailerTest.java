package dev.kanit.executor.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.codec.plan.Address;
import dev.kanit.codec.plan.NotificationChannel;
import dev.kanit.codec.plan.NotificationPlan.Loudness;
import dev.kanit.executor.channel.NoticeText;
import dev.kanit.executor.notify.AttemptResult;
import dev.kanit.executor.notify.AttemptResult.Delivered;
import dev.kanit.executor.notify.AttemptResult.Later;
import dev.kanit.executor.notify.AttemptResult.Refused;
import dev.kanit.executor.notify.Delivery;
import dev.kanit.executor.notify.DeliveryKey;
import dev.kanit.executor.notify.Notice;
import dev.kanit.executor.notify.Plans;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mail against a server that speaks SMTP. */
final class MailerTest {

    private static final Mailer MAILER = new Mailer(Duration.ofSeconds(20));
    private static final NotificationChannel.Email CHANNEL =
            new NotificationChannel.Email(
                    new Address("${SMTP}"),
                    "kanit@example.com",
                    List.of("a@example.com", "b@example.com"));

    @Test
    void mailSaysWhatEveryChannelSaysAndARepetitionHasTheSameId() throws Exception {
        try (FakeSmtpServer server = new FakeSmtpServer()) {
            assertThat(send(server.url(), CHANNEL, "shop: ROLLBACK → v1"))
                    .isInstanceOf(Delivered.class);
            assertThat(send(server.url(), CHANNEL, "shop: ROLLBACK → v1"))
                    .isInstanceOf(Delivered.class);

            List<String> mails = server.mails();
            assertThat(mails.getFirst())
                    .contains("To: a@example.com, b@example.com")
                    .contains("From: kanit@example.com")
                    .contains("Auto-Submitted: auto-generated")
                    .contains("Subject: =?UTF-8?");
            assertThat(messageId(mails.getFirst()))
                    .isNotEmpty()
                    .isEqualTo(messageId(mails.getLast()));
        }
    }

    @Test
    void lineEndInATitleBeginsNoHeader() throws Exception {
        try (FakeSmtpServer server = new FakeSmtpServer()) {
            assertThat(send(server.url(), CHANNEL, "shop\r\nBcc: thief@example.com"))
                    .isInstanceOf(Delivered.class);
            assertThat(server.mails().getFirst())
                    .doesNotContainPattern("(?m)^Bcc")
                    .contains("Subject: CRITICAL: shop Bcc: thief@example.com");
        }
    }

    @Test
    void lineEndInAnAddressIsRefusedBeforeAnythingIsSent() throws Exception {
        NotificationChannel.Email evil =
                new NotificationChannel.Email(
                        new Address("${SMTP}"),
                        "kanit@example.com\r\nBcc: thief@example.com",
                        List.of("a@example.com"));
        try (FakeSmtpServer server = new FakeSmtpServer()) {
            assertThatThrownBy(() -> send(server.url(), evil, "shop"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("control character");
            assertThat(server.commands()).doesNotContain("MAIL");
        }
    }

    @Test
    void passwordAndMailAreNotSaidWithoutTls() throws Exception {
        try (FakeSmtpServer server = new FakeSmtpServer()) {
            SmtpServer elsewhere =
                    new SmtpServer("127.0.0.1", server.port(), false, true, "kanit", "secret");

            AttemptResult result = MAILER.send(elsewhere, CHANNEL, delivery("t"), text("t"));

            assertThat(result).isInstanceOf(Later.class);
            assertThat(result.detail()).doesNotContain("secret");
            assertThat(server.commands()).doesNotContain("AUTH", "MAIL");
        }
    }

    @Test
    void permanentRefusalIsNotTriedAgainAndATemporaryOneIs() throws Exception {
        try (FakeSmtpServer server = new FakeSmtpServer()) {
            server.refusedCommand = "RCPT";
            server.refusal = "550 no such user";
            assertThat(send(server.url(), CHANNEL, "t"))
                    .isEqualTo(new Refused("127.0.0.1:" + server.port() + ": reply 550"));
            server.refusal = "451 later";
            assertThat(send(server.url(), CHANNEL, "t"))
                    .isEqualTo(new Later("127.0.0.1:" + server.port() + ": reply 451"));
        }
        assertThat(send("smtp://127.0.0.1:1", CHANNEL, "t")).isInstanceOf(Later.class);
    }

    @Test
    void urlSaysWhoSignsInAndWhetherTlsIsRequired() {
        assertThat(SmtpServer.parse("smtp://kanit:p%40ss+1@mail.example.com"))
                .contains(new SmtpServer("mail.example.com", 587, false, true, "kanit", "p@ss+1"));
        assertThat(SmtpServer.parse("smtps://mail.example.com"))
                .contains(new SmtpServer("mail.example.com", 465, true, true, "", ""));
        assertThat(SmtpServer.parse("smtp://localhost:2525"))
                .contains(new SmtpServer("localhost", 2525, false, false, "", ""));
        assertThat(SmtpServer.parse("http://mail.example.com")).isEmpty();
        assertThat(SmtpServer.parse("smtp://kanit:secret@mail.example.com").orElseThrow())
                .hasToString("mail.example.com:587");
    }

    private static AttemptResult send(String url, NotificationChannel.Email channel, String title) {
        return MAILER.send(
                SmtpServer.parse(url).orElseThrow(), channel, delivery(title), text(title));
    }

    private static NoticeText text(String title) {
        return NoticeText.of(delivery(title), "");
    }

    private static Delivery delivery(String title) {
        Notice notice =
                new Notice(
                        Plans.ROLLOUT,
                        "shop-1/7",
                        Notice.Place.of(Plans.ROLLOUT, "shop-1/7"),
                        Plans.MATTER,
                        Notice.Kind.RAISED,
                        Loudness.CRITICAL,
                        Plans.START,
                        title,
                        "signal errors: value 3%",
                        "shop",
                        "5%",
                        "");
        return new Delivery(
                new DeliveryKey(Plans.ROLLOUT, Plans.MATTER, "shop-1/7", "mail", 1),
                CHANNEL,
                notice,
                Loudness.CRITICAL,
                Plans.START,
                title,
                Plans.START);
    }

    private static String messageId(String mail) {
        return mail.lines().filter(line -> line.startsWith("Message-ID: ")).findFirst().orElse("");
    }
}
