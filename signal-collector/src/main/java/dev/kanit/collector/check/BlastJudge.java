package dev.kanit.collector.check;

import dev.kanit.codec.check.CheckKind.Backpressure;
import dev.kanit.codec.check.CheckKind.Blast;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Judges the probes of a micro blast radius. */
public final class BlastJudge {

    private static final double QUANTILE = 0.95;

    private BlastJudge() {}

    /**
     * What the probes of one sort gave.
     *
     * @param sort for people, such as HTTP
     * @param sent how many
     * @param millis of those that succeeded
     */
    public record Probes(String sort, int sent, List<Double> millis) {
        public Probes {
            millis = millis.stream().sorted().toList();
        }

        double success() {
            return sent == 0 ? 0 : (double) millis.size() / sent;
        }

        /** By nearest rank; empty when no probe succeeded. */
        OptionalDouble p95() {
            return millis.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(millis.get((int) Math.ceil(QUANTILE * millis.size()) - 1));
        }

        @Override
        public String toString() {
            return "%s %d/%d%s"
                    .formatted(
                            sort,
                            millis.size(),
                            sent,
                            p95().isPresent() ? ", p95 " + HttpJudge.millis(p95().orElse(0)) : "");
        }
    }

    /**
     * Every sort of probe must succeed often enough and fast enough.
     *
     * @param cpu CPU use of the canary, 0 to 1; empty when it is not known
     */
    public static Judged judge(Blast blast, List<Probes> all, OptionalDouble cpu) {
        boolean passed =
                all.stream()
                        .allMatch(
                                probes ->
                                        blast.success().holds(probes.success())
                                                && probes.p95().stream()
                                                        .anyMatch(blast.p95()::holds));
        List<String> findings = new ArrayList<>();
        blast.backpressure()
                .ifPresent(
                        asked -> all.forEach(probes -> backpressure(asked, probes, cpu, findings)));
        String text = String.join("; ", all.stream().map(Probes::toString).toList());
        return Judged.of(passed, Seen.of(text).withFindings(findings));
    }

    private static void backpressure(
            Backpressure asked, Probes probes, OptionalDouble cpu, List<String> findings) {
        if (probes.p95().stream().noneMatch(asked.p95()::holds)) {
            return;
        }
        if (cpu.isEmpty()) {
            findings.add(
                    "%s p95 %s, and the CPU use is not known: backpressure cannot be told"
                            .formatted(probes.sort(), HttpJudge.millis(probes.p95().orElse(0))));
        } else if (asked.cpu().holds(cpu.getAsDouble())) {
            findings.add(
                    String.format(
                            Locale.ROOT,
                            "backpressure: %s p95 %s at %.0f %% CPU",
                            probes.sort(),
                            HttpJudge.millis(probes.p95().orElse(0)),
                            cpu.getAsDouble() * 100));
        }
    }
}
