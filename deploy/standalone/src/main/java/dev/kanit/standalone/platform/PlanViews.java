package dev.kanit.standalone.platform;

import dev.kanit.archiver.report.Column;
import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.decision.plan.Signal;
import java.util.List;

/** What each service reads of a plan that the evaluator has accepted. */
public final class PlanViews {

    private PlanViews() {}

    /**
     * The plan.
     *
     * @throws IllegalArgumentException when the text is no sound plan
     */
    public static PlanFile parse(String planText) {
        return switch (PlanReader.read(planText)) {
            case PlanReading.Accepted(PlanFile file) -> file;
            case PlanReading.Rejected rejected ->
                    throw new IllegalArgumentException(rejected.inFile("plan"));
        };
    }

    /** What reports show of a plan. */
    public static ReportSpec report(String planText) {
        PlanFile file = parse(planText);
        List<Column> columns =
                file.plan().signals().stream()
                        .filter(Signal::golden)
                        .map(
                                signal ->
                                        new Column(
                                                signal.name(),
                                                signal.label(),
                                                signal.unit().symbol()))
                        .toList();
        return new ReportSpec(file.plan().to(), columns, file.minute());
    }
}
