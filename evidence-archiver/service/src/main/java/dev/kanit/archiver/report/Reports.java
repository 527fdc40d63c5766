package dev.kanit.archiver.report;

import dev.kanit.archiver.document.Document;
import java.util.ArrayList;
import java.util.List;

/** Every report of a closed rollout. */
public final class Reports {

    private Reports() {}

    /**
     * One report.
     *
     * @param name for files, without ending, for example {@code stability.en}
     */
    public record Named(String name, Document document) {}

    /** All that apply: an incident is reported only where a rollback was ordered. */
    public static List<Named> of(RolloutCase facts, Language language) {
        List<Named> reports = new ArrayList<>();
        reports.add(named("stability", language, StabilityReport.of(facts, language)));
        reports.add(named("rca-draft", language, RootCauseDraft.of(facts, language)));
        reports.add(named("hourly", language, HourlyLog.of(facts, language)));
        IncidentReport.of(facts, language)
                .ifPresent(report -> reports.add(named("incident", language, report)));
        return reports;
    }

    private static Named named(String kind, Language language, Document document) {
        return new Named(kind + "." + language.tag(), document);
    }
}
