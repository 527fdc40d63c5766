package dev.kanit.executor.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes mail as RFC 5321 says, without TLS; a command out of order is answered 503. */
final class FakeSmtpServer implements AutoCloseable {

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> commands = new ArrayList<>();
    private final List<String> mails = new ArrayList<>();

    /** Replies to a command instead of the usual one, such as {@code RCPT}; empty for none. */
    volatile String refusedCommand = "";

    volatile String refusal = "";

    FakeSmtpServer() {
        try {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        threads.execute(this::accept);
    }

    String url() {
        return "smtp://127.0.0.1:" + port();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> commands() {
        synchronized (commands) {
            return List.copyOf(commands);
        }
    }

    List<String> mails() {
        synchronized (mails) {
            return List.copyOf(mails);
        }
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                Socket one = socket.accept();
                threads.execute(() -> serve(one));
            }
        } catch (IOException _) {
            // The usual end.
        }
    }

    private void serve(Socket one) {
        try (one) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(one.getInputStream(), ISO_8859_1));
            OutputStream out = one.getOutputStream();
            say(out, "220 fake ESMTP");
            String expects = "EHLO";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
                synchronized (commands) {
                    commands.add(verb);
                }
                if (verb.equals(refusedCommand)) {
                    say(out, refusal);
                    continue;
                }
                switch (verb) {
                    case "EHLO" -> {
                        say(out, "250-fake");
                        say(out, "250 AUTH PLAIN LOGIN");
                        expects = "MAIL";
                    }
                    case "MAIL" -> {
                        say(out, expects.equals("MAIL") ? "250 ok" : "503 out of order");
                        expects = "RCPT";
                    }
                    case "RCPT" -> {
                        say(out, expects.equals("MAIL") ? "503 out of order" : "250 ok");
                        expects = "DATA";
                    }
                    case "DATA" -> {
                        say(out, "354 go on");
                        keep(in);
                        say(out, "250 taken");
                        expects = "MAIL";
                    }
                    case "AUTH" -> say(out, "235 ok");
                    case "RSET", "NOOP" -> say(out, "250 ok");
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "500 what");
                }
            }
        } catch (IOException _) {
            // The client went away.
        }
    }

    private void keep(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line.startsWith("..") ? line.substring(1) : line).append('\n');
        }
        synchronized (mails) {
            mails.add(mail.toString());
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
