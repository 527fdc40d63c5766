package dev.kanit.bench.judge.report;

import dev.kanit.bench.judge.BenchSettings.Size;
import dev.kanit.bench.judge.JudgeFigures;
import dev.kanit.bench.judge.peer.Peer;
import dev.kanit.bench.judge.peer.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The published page: prose from {@code page.md} beside this class, in which each {@code {{name}}}
 * stands for a table or a figure; and its charts.
 */
public final class Page {

    private final JudgeFigures figures;

    public Page(JudgeFigures figures) {
        this.figures = figures;
    }

    /** Writes the page, and its charts next to it. */
    public void write(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.resolveSibling("");
        Files.createDirectories(directory);
        for (Map.Entry<String, String> chart : Charts.of(figures).entrySet()) {
            Files.writeString(directory.resolve(chart.getKey()), chart.getValue());
        }
        Files.writeString(absolute, markdown());
    }

    String markdown() throws IOException {
        String markdown = template();
        for (Map.Entry<String, String> value : values().entrySet()) {
            markdown = markdown.replace("{{" + value.getKey() + "}}", value.getValue().strip());
        }
        return markdown;
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        Tables tables = new Tables(figures);
        PeerTables peers = new PeerTables(figures);
        values.put("summary", summary());
        values.put("notes", notes());
        values.put("goals", tables.goals());
        values.put("causes", tables.causes());
        values.put("noise", tables.noise());
        values.put("harmless", tables.harmless());
        values.put("holds", tables.holds());
        values.put("regressions", tables.regressions());
        values.put("telemetry", tables.telemetry());
        values.put("leaks", tables.leaks());
        values.put("stock", peers.stock());
        values.put("best", peers.best());
        values.put("grids", grids());
        values.put("run", run());
        return values;
    }

    private String summary() {
        long met = Goals.of(figures).stream().filter(Goal::met).count();
        int all = Goals.of(figures).size();
        return String.format(
                Locale.ROOT, "Of %d goals %d are met and %d are missed.", all, met, all - met);
    }

    private String notes() {
        StringBuilder notes = new StringBuilder();
        figures.notes().forEach(note -> notes.append("- ").append(note).append('\n'));
        return notes.toString();
    }

    private static String grids() {
        StringBuilder grids = new StringBuilder();
        for (Peer peer : Peers.all()) {
            grids.append("- ")
                    .append(peer.name())
                    .append(", ")
                    .append(peer.settings().size())
                    .append(" settings; stock: ")
                    .append(peer.settings().getFirst())
                    .append(".\n");
        }
        return grids.toString();
    }

    private String run() {
        Size size = figures.settings().size();
        Table table = new Table(List.of("setting", "value"));
        table.row(List.of("seed", String.valueOf(figures.settings().seed())));
        table.row(
                List.of(
                        "half of the series",
                        figures.settings().half().name().toLowerCase(Locale.ROOT)));
        table.row(List.of("traces, plain A/A", String.valueOf(size.healthy())));
        table.row(List.of("traces, other harmless", String.valueOf(size.harmless())));
        table.row(List.of("traces, regressions", String.valueOf(size.regressions())));
        table.row(List.of("of these shown to the peers, at most", String.valueOf(size.peers())));
        table.row(
                List.of(
                        "cost",
                        String.format(
                                Locale.ROOT,
                                "%.2f microseconds per tick of 8 signals, %.0f bytes of state per"
                                        + " signal",
                                figures.cost().nanosPerTick() / 1000,
                                figures.cost().bytesPerSignal())));
        table.row(List.of("digest of all decisions", "`" + figures.logDigest() + "`"));
        return table.toString();
    }

    private static String template() throws IOException {
        try (InputStream page = Page.class.getResourceAsStream("page.md")) {
            if (page == null) {
                throw new IllegalStateException("page.md: absent (expected: beside its class)");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
