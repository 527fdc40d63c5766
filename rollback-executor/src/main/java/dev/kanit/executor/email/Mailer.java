package dev.kanit.executor.email;

import dev.kanit.codec.plan.NotificationChannel;
import dev.kanit.executor.channel.Ids;
import dev.kanit.executor.channel.NoticeText;
import dev.kanit.executor.notify.AttemptResult;
import dev.kanit.executor.notify.Delivery;
import dev.kanit.executor.notify.Notice;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** Hands one message to an SMTP server. */
public final class Mailer {

    private static final int MAX_SUBJECT_LENGTH = 200;

    /** Replies of this hundred are for good. */
    private static final int PERMANENT = 500;

    private final Duration within;

    /**
     * @param within for each of connecting, reading and writing, &gt; 0
     */
    public Mailer(Duration within) {
        this.within = within;
    }

    /** Tries once. A repeated message has the same Message-ID, so mailboxes may drop it. */
    public AttemptResult send(
            SmtpServer server,
            NotificationChannel.Email channel,
            Delivery delivery,
            NoticeText text) {
        Session session = Session.getInstance(properties(server));
        try (Transport transport = session.getTransport(server.implicitTls() ? "smtps" : "smtp")) {
            MimeMessage message = message(session, channel, delivery, text);
            transport.connect(
                    server.host(),
                    server.port(),
                    server.user().isEmpty() ? null : server.user(),
                    server.user().isEmpty() ? null : server.password());
            transport.sendMessage(message, message.getAllRecipients());
            return new AttemptResult.Delivered("taken by " + server);
        } catch (AuthenticationFailedException _) {
            return new AttemptResult.Later(server + ": name or password not accepted");
        } catch (MessagingException failed) {
            return result(server, failed);
        }
    }

    private static AttemptResult result(SmtpServer server, MessagingException failed) {
        int code = code(failed);
        // What the server said may repeat what was sent to it; its code says enough.
        String words =
                server + ": " + (code > 0 ? "reply " + code : failed.getClass().getSimpleName());
        return code >= PERMANENT
                ? new AttemptResult.Refused(words)
                : new AttemptResult.Later(words);
    }

    private static int code(Throwable failed) {
        int own =
                switch (failed) {
                    case SMTPSendFailedException it -> it.getReturnCode();
                    case SMTPAddressFailedException it -> it.getReturnCode();
                    case SMTPSenderFailedException it -> it.getReturnCode();
                    default -> 0;
                };
        Throwable next =
                failed instanceof MessagingException messaging
                        ? messaging.getNextException()
                        : null;
        return next == null ? own : Math.max(own, code(next));
    }

    private static MimeMessage message(
            Session session, NotificationChannel.Email channel, Delivery delivery, NoticeText text)
            throws MessagingException {
        Notice notice = delivery.notice();
        String id = "<" + Ids.digest(delivery.key().id()) + "@kanit.invalid>";
        MimeMessage message =
                new MimeMessage(session) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", id);
                    }
                };
        message.setFrom(new InternetAddress(header(channel.from()), true));
        for (String to : channel.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(header(to), true));
        }
        message.setSubject(NoticeText.cut(header(text.subject()), MAX_SUBJECT_LENGTH), "UTF-8");
        message.setText(text.plain(), "UTF-8");
        message.setSentDate(Date.from(notice.at()));
        message.setHeader("Auto-Submitted", "auto-generated");
        // All mails of a matter are one thread.
        String thread =
                "<" + Ids.digest(notice.matter() + "@" + delivery.openedAt()) + "@kanit.invalid>";
        message.setHeader("References", thread);
        message.saveChanges();
        return message;
    }

    /** A line end in a header would begin another one. */
    private static String header(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "header: a control character (expected: one line of text)");
        }
        return text;
    }

    private Properties properties(SmtpServer server) {
        String protocol = server.implicitTls() ? "mail.smtps." : "mail.smtp.";
        String millis = Long.toString(within.toMillis());
        Properties properties = new Properties();
        properties.put(protocol + "connectiontimeout", millis);
        properties.put(protocol + "timeout", millis);
        properties.put(protocol + "writetimeout", millis);
        properties.put(protocol + "ssl.checkserveridentity", "true");
        properties.put(protocol + "starttls.enable", "true");
        properties.put(
                protocol + "starttls.required",
                Boolean.toString(server.requiresTls() && !server.implicitTls()));
        properties.put(protocol + "auth", Boolean.toString(!server.user().isEmpty()));
        properties.put(protocol + "quitwait", "false");
        return properties;
    }
}
