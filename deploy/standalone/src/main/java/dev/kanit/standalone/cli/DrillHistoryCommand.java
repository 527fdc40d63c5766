package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.drill.PastDrill;
import dev.kanit.executor.log.RecordedDrills;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit drill history}: how long the way back took, drill by drill. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description =
                "Lists the recorded drills, oldest first, each beside the one before of its plan.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:listed; the newest drill of every plan could be done",
            "1:a plan's newest drill has a step that could not be done, or is much slower"
        })
final class DrillHistoryCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--data", required = true, description = "Data of a running `kanit up`.")
    private Path data = Path.of("");

    @Option(names = "--json", description = "Prints one JSON array.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<PastDrill> past =
                PastDrill.of(
                        RunningPlatform.ask(
                                data, "the drills were not read", RecordedDrills::read));
        PrintWriter out = CommandOutput.of(spec).out();
        if (json) {
            out.println(asJson(past));
        } else if (past.isEmpty()) {
            out.println("no drill is recorded");
        } else {
            out.println(
                    "began (UTC)               rollback      before  slowest step         drill");
            past.forEach(one -> out.println(line(one)));
        }
        out.flush();
        return isWell(past) ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static boolean isWell(List<PastDrill> past) {
        return past.stream()
                .filter(
                        one ->
                                past.stream()
                                        .noneMatch(
                                                other ->
                                                        other.plan().equals(one.plan())
                                                                && other.at().isAfter(one.at())))
                .allMatch(one -> one.failed().isEmpty() && !one.isSlower());
    }

    private static String line(PastDrill drill) {
        return String.format(
                Locale.ROOT,
                "%-24s %8d ms %8s ms  %-20s %s%s%s",
                drill.at().truncatedTo(ChronoUnit.SECONDS),
                drill.rollback().toMillis(),
                drill.before().map(one -> String.valueOf(one.toMillis())).orElse("–"),
                drill.slowest(),
                drill.name(),
                drill.isSlower() ? "  SLOWER" : "",
                drill.failed().isEmpty() ? "" : "  NOT DONE: " + String.join(", ", drill.failed()));
    }

    private static String asJson(List<PastDrill> past) {
        ArrayNode drills = new ObjectMapper().createArrayNode();
        for (PastDrill one : past) {
            ObjectNode drill =
                    drills.addObject()
                            .put("drill", one.name())
                            .put("plan", one.plan())
                            .put("at", one.at().toString())
                            .put("rollbackMillis", one.rollback().toMillis())
                            .put("slowestStep", one.slowest())
                            .put("slower", one.isSlower());
            one.before().ifPresent(before -> drill.put("beforeMillis", before.toMillis()));
            one.failed().forEach(drill.putArray("notDone")::add);
        }
        return drills.toString();
    }
}
