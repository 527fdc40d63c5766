package dev.kanit.bench.judge.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sets of a run.
 *
 * @param sets those that the judge is made for first, then the hard ones
 * @param real whether real series are among them
 * @param notes what a reader must know: what is missing and what was left out
 */
public record TraceSets(List<TraceSet> sets, boolean real, List<String> notes) {

    /** Standard deviation of synthetic noise. */
    private static final double DEVIATION = 0.05;

    public TraceSets {
        sets = List.copyOf(sets);
        notes = List.copyOf(notes);
    }

    /**
     * Reads what is there.
     *
     * @param data directory of the real series; without it there are synthetic sets only
     */
    public static TraceSets read(Optional<Path> data, Half half) throws IOException {
        List<TraceSet> sets = new ArrayList<>();
        List<TraceSet> hard = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        boolean real = data.isPresent() && Files.isDirectory(data.get().resolve("petshop"));
        if (real) {
            readReal(data.get(), half, sets, hard, notes);
        } else {
            notes.add(
                    "No real series: synthetic sets only (expected: --data with petshop and"
                            + " ms-monitoring).");
        }
        sets.add(new AutoregressiveSet("ar-0.5", false, 0.5, DEVIATION, false));
        sets.add(new AutoregressiveSet("ar-0.8", false, 0.8, DEVIATION, false));
        hard.add(new AutoregressiveSet("ar-0.95", true, 0.95, DEVIATION, false));
        hard.add(new AutoregressiveSet("heavy", true, 0.5, DEVIATION, true));
        sets.addAll(hard);
        return new TraceSets(sets, real, notes);
    }

    private static void readReal(
            Path data, Half half, List<TraceSet> sets, List<TraceSet> hard, List<String> notes)
            throws IOException {
        for (String traffic : List.of("high", "low")) {
            PetShop shop = PetShop.read(data, traffic);
            sets.add(shop.set(half, false));
            hard.add(shop.set(half, true));
        }
        List<String> leftOut = new ArrayList<>();
        sets.add(Monitoring.read(data, half, false, leftOut));
        leftOut.forEach(name -> notes.add("ms-latency: " + name + " left out, too many gaps."));
        hard.add(Monitoring.read(data, half, true, new ArrayList<>()));
    }
}
