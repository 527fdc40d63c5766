package dev.kanit.archiver.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.archiver.document.Markdown;
import dev.kanit.archiver.document.Page;
import dev.kanit.archiver.report.Language;
import dev.kanit.archiver.report.Reports;
import dev.kanit.archiver.report.RolloutCase;
import dev.kanit.replay.RecordedRollout;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every report of a rollout as files, in each language and form. */
public final class ReportDocuments {

    private ReportDocuments() {}

    /**
     * Contents by file name, such as {@code stability.en.md} and {@code stability.en.html}; none
     * when nothing was decided.
     */
    public static SortedMap<String, byte[]> of(RecordedRollout rollout) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        Optional<RolloutCase> facts = CaseReader.read(rollout);
        if (facts.isEmpty()) {
            return files;
        }
        for (Language language : Language.values()) {
            for (Reports.Named report : Reports.of(facts.get(), language)) {
                files.put(report.name() + ".md", Markdown.of(report.document()).getBytes(UTF_8));
                files.put(report.name() + ".html", Page.of(report.document()).getBytes(UTF_8));
            }
        }
        return files;
    }
}
