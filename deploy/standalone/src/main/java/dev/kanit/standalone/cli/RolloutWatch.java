package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code kanit rollout watch}: on a terminal a page that renews itself; plain lines, one a
 * decision, when the output is no terminal.
 */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Follows a rollout live until it is over.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:completed", "1:cannot be followed", "10:rolled back"})
final class RolloutWatch implements Callable<Integer> {

    private static final int SHOWN_DECISIONS = 8;
    private static final long REFRESH_NANOS = 500_000_000L;
    private static final String CLEAR = "\u001b[H\u001b[2J";

    @Spec private @Nullable CommandSpec spec;
    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "ID", description = "Of the rollout.")
    private String id = "";

    @Option(names = "--plain", description = "Lines, even on a terminal.")
    private boolean plain;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = CommandOutput.of(spec).out();
        ApiClient client = api.client();
        client.get("/v1/rollouts/" + id);
        boolean live = !plain && System.console().isTerminal();
        return live ? page(out, client) : lines(out, client);
    }

    private int lines(PrintWriter out, ApiClient client) throws IOException, InterruptedException {
        String[] last = {""};
        client.events(
                "/v1/rollouts/" + id + "/events",
                decision -> {
                    out.println(RolloutText.decision(decision));
                    out.flush();
                    last[0] = decision.path("kind").asText();
                    return true;
                });
        return exitCode(last[0]);
    }

    private int page(PrintWriter out, ApiClient client) throws IOException, InterruptedException {
        Deque<String> newest = new ArrayDeque<>();
        AtomicBoolean over = new AtomicBoolean();
        String[] last = {""};
        Thread reader =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        client.events(
                                                "/v1/rollouts/" + id + "/events",
                                                one -> remember(newest, last, one));
                                    } catch (IOException | InterruptedException ended) {
                                        // The page below says what state the rollout is in.
                                    } finally {
                                        over.set(true);
                                    }
                                });
        while (!over.get()) {
            show(out, client.get("/v1/rollouts/" + id), newest);
            LockSupport.parkNanos(REFRESH_NANOS);
        }
        reader.join();
        show(out, client.get("/v1/rollouts/" + id), newest);
        return exitCode(last[0]);
    }

    private static boolean remember(Deque<String> newest, String[] last, JsonNode decision) {
        synchronized (newest) {
            newest.addLast(RolloutText.decision(decision));
            if (newest.size() > SHOWN_DECISIONS) {
                newest.removeFirst();
            }
            last[0] = decision.path("kind").asText();
        }
        return true;
    }

    private static void show(PrintWriter out, JsonNode rollout, Deque<String> newest) {
        out.print(CLEAR);
        out.println(RolloutText.page(rollout));
        out.println();
        synchronized (newest) {
            newest.forEach(out::println);
        }
        out.flush();
    }

    private static int exitCode(String lastKind) {
        return switch (lastKind) {
            case "COMPLETED" -> ExitCodes.OK;
            case "ROLLED_BACK" -> ExitCodes.ROLLED_BACK;
            default -> ExitCodes.FAILED;
        };
    }
}
