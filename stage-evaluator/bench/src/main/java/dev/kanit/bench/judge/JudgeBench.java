package dev.kanit.bench.judge;

import dev.kanit.bench.judge.trace.Scenario;
import dev.kanit.bench.judge.trace.Scenarios;
import dev.kanit.bench.judge.trace.TraceSet;
import dev.kanit.bench.judge.trace.TraceSets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs the benchmark. */
public final class JudgeBench {

    private final BenchSettings settings;
    private final Consumer<String> progress;

    /**
     * @param progress is told about each part
     */
    public JudgeBench(BenchSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Runs all of it.
     *
     * @throws IOException when the real series cannot be read
     */
    public JudgeFigures run() throws IOException, InterruptedException {
        TraceSets sets = TraceSets.read(settings.data(), settings.half());
        sets.notes().forEach(progress);
        progress.accept("cost");
        Cost cost = Cost.measure(settings.size().costMillis());
        progress.accept("leaks");
        List<Leaks> leaks = leaks();
        progress.accept("noise of the sets");
        List<SetProfile> profiles =
                sets.sets().stream().map(set -> SetProfile.of(set, settings)).toList();
        List<Cell> cells = cells(sets);
        DecisionLog log = new DecisionLog();
        leaks.forEach(leak -> log.add(leak.digest()));
        cells.forEach(cell -> log.add(cell.digest()));
        return new JudgeFigures(
                settings, sets.real(), sets.notes(), profiles, cells, leaks, cost, log.digest());
    }

    /** With collections within a block of the judge's; and slower ones, beyond what it is for. */
    private List<Leaks> leaks() {
        LeakBench bench = new LeakBench(settings);
        int harmless = settings.size().harmless();
        int leaking = settings.size().regressions();
        double leak = LeakBench.LEAK_PER_TICK;
        return List.of(
                bench.run("leak", leaking, leak, 2, 5),
                bench.run("no-leak", harmless, 0, 2, 5),
                bench.run("leak-slow-collector", leaking, leak, 6, 15),
                bench.run("no-leak-slow-collector", harmless, 0, 6, 15));
    }

    private List<Cell> cells(TraceSets sets) throws InterruptedException {
        List<Future<Cell>> running = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(settings.threads())) {
            for (Scenario scenario : Scenarios.all()) {
                for (TraceSet set : sets.sets()) {
                    running.add(threads.submit(new CellRun(settings, set, scenario)::run));
                }
            }
            String last = "";
            for (Future<Cell> cell : running) {
                cells.add(cell.get());
                if (!cells.getLast().scenario().name().equals(last)) {
                    last = cells.getLast().scenario().name();
                    progress.accept(last);
                }
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("cell: failed (expected: a tally)", failed.getCause());
        }
        return cells;
    }
}
