package dev.kanit.replay.audit;

import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.ConditionLook;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.TopicCount;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A rollout's evidence as one page that an auditor reads without anything else: no script, nothing
 * loaded from elsewhere. It is made from the records of a bundle and proves nothing by itself; the
 * page says how to verify them.
 */
public final class AuditReport {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final CaseRecords records;
    private final AuditFacts facts;
    private final StringBuilder page = new StringBuilder(64 << 10);

    private AuditReport(CaseRecords records) {
        this.records = records;
        this.facts = AuditFacts.of(records);
    }

    /** The page, UTF-8 HTML. */
    public static String of(CaseRecords records) {
        return new AuditReport(records).write();
    }

    private String write() {
        page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.append("<meta name=\"viewport\" content=\"width=device-width\">");
        page.append("<title>Evidence: ").append(Html.text(records.rolloutId()));
        page.append("</title><style>").append(PageStyle.CSS).append("</style></head><body>");
        header();
        people();
        findings();
        signals();
        decisions();
        actions();
        alerts();
        controls();
        counts();
        page.append("</body></html>\n");
        return page.toString();
    }

    private void header() {
        String outcome = facts.end().map(end -> end.getKind().name()).orElse("OPEN");
        page.append("<header><p class=\"kind\">Evidence of a rollout</p><h1>");
        page.append(Html.text(records.rolloutId())).append("</h1>");
        page.append("<p class=\"outcome ").append(outcome.toLowerCase(Locale.ROOT));
        page.append("\">").append(outcome.replace('_', ' ')).append("</p>");
        page.append("<p>");
        if (!records.decisions().isEmpty()) {
            RolloutDecision first = records.decisions().getFirst();
            RolloutDecision last = records.decisions().getLast();
            page.append("Plan <b>").append(Html.text(first.getPlanName())).append("</b>, ");
            page.append(at(first.getDecidedAt())).append(" to ").append(at(last.getDecidedAt()));
            page.append(" UTC.<br>").append(Html.text(last.getSummary()));
        } else {
            page.append("Nothing was decided.");
        }
        page.append("</p><p class=\"digest\">plan digest ").append(Html.text(facts.planDigest()));
        page.append("</p></header>");
    }

    private void people() {
        open("Who", "Role", "Who", "When (UTC)");
        row(
                "Asked for it",
                facts.requester().orElse("not recorded"),
                facts.requestedAt().map(AuditReport::at).orElse(""));
        for (AuditFacts.Approval approval : facts.approvals()) {
            row("Approved", approval.by(), at(approval.at()));
        }
        for (String commander : facts.commanders()) {
            row("Held command", commander, "");
        }
        for (String executor : facts.executors()) {
            row("Carried it out", executor, facts.firstActionAt().map(AuditReport::at).orElse(""));
        }
        close();
    }

    private void findings() {
        List<AuditFinding> findings = AuditFinding.of(facts);
        page.append("<h2>Findings</h2>");
        if (findings.isEmpty()) {
            page.append("<p>None.</p>");
            return;
        }
        page.append("<ul class=\"findings\">");
        for (AuditFinding finding : findings) {
            page.append("<li><code>").append(finding.code()).append("</code> ");
            page.append(Html.text(finding.text())).append("</li>");
        }
        page.append("</ul>");
    }

    private void signals() {
        page.append("<h2>Signals against their limits</h2><p class=\"legend\">");
        page.append("<i class=\"canary\"></i> canary <i class=\"baseline\"></i> baseline ");
        page.append("<i class=\"limit\"></i> limit</p><div class=\"charts\">");
        for (SignalSeries series : SignalSeries.of(records)) {
            page.append("<figure>").append(Chart.of(series)).append("<figcaption><b>");
            page.append(Html.text(series.signal())).append("</b> ");
            page.append(Html.text(series.unit())).append("<br>");
            page.append(series.limit().isEmpty() ? "no limit of its own" : "must be ");
            page.append(Html.text(series.limit())).append("</figcaption></figure>");
        }
        page.append("</div>");
    }

    private void decisions() {
        open("Decisions", "#", "When (UTC)", "Stage", "Decision", "Why");
        for (RolloutDecision decision : records.decisions()) {
            page.append("<tr class=\"").append(decision.getKind().name().toLowerCase(Locale.ROOT));
            page.append("\"><td>").append(decision.getSequence()).append("</td><td>");
            page.append(at(decision.getDecidedAt())).append("</td><td>");
            page.append(Html.text(decision.getStageName())).append("</td><td>");
            page.append(decision.getKind().name().replace('_', ' ')).append("</td><td>");
            page.append(Html.text(decision.getSummary()));
            conditions(decision);
            page.append("</td></tr>");
        }
        close();
    }

    /** Conditions of the trigger that fired; all others are in the records. */
    private void conditions(RolloutDecision decision) {
        String trigger = decision.getTrigger();
        if (trigger == null) {
            return;
        }
        for (ConditionLook look : decision.getConditions()) {
            if (look.getRule().equals(trigger)) {
                page.append("<br><code>").append(Html.text(look.getCondition())).append("</code> ");
                page.append("measured ").append(look.getValue()).append(' ');
                page.append(Html.text(look.getUnit())).append(": ");
                page.append(Html.text(look.getVerdict()));
            }
        }
    }

    private void actions() {
        open("Actions", "When (UTC)", "Action", "Step", "Outcome", "Took", "By");
        for (ActionOutcome action : records.actions()) {
            row(
                    at(action.getStartedAt()),
                    "decision %s: %s"
                            .formatted(
                                    action.getActionId()
                                            .substring(action.getActionId().lastIndexOf('/') + 1),
                                    action.getKind()),
                    "%d/%d %s"
                            .formatted(
                                    action.getStepNumber(),
                                    action.getStepCount(),
                                    action.getStep()),
                    action.getOutcome()
                            + (action.getDryRun() ? " (drill)" : "")
                            + (action.getDetail().isEmpty() ? "" : ": " + action.getDetail()),
                    "%.1f ms".formatted(action.getDurationMicros() / 1000.0),
                    action.getExecutor());
        }
        close();
    }

    private void alerts() {
        open("What on-call was told", "When (UTC)", "Severity", "Matter", "Message");
        for (RolloutAlert alert : records.alerts()) {
            row(
                    at(alert.getRaisedAt()),
                    alert.getResolved() ? "RESOLVED" : alert.getSeverity().name(),
                    alert.getDedupKey(),
                    alert.getTitle());
        }
        close();
    }

    private void controls() {
        open("Controls", "Requirement", "Asked for by", "The records", "Evidence");
        for (Control control : Control.of(records, facts)) {
            row(
                    control.requirement(),
                    control.references(),
                    control.status().name().replace('_', ' '),
                    control.evidence());
        }
        close();
        page.append(
                "<p>The table says what the records of this rollout show. Whether a control is");
        page.append(" effective is the auditor's judgement.</p>");
    }

    private void counts() {
        page.append("<h2>How to verify</h2><p>This page is derived from the records beside it in");
        page.append(" the bundle. Verify and replay them offline:</p><pre>");
        page.append("kanit evidence verify FILE.evidence.zip --policy trust.policy\n");
        page.append("kanit evidence replay FILE.evidence.zip</pre>");
        if (facts.end().isPresent() && facts.end().get().getClosing() != null) {
            page.append("<p>At its end the rollout consisted of ");
            String separator = "";
            for (TopicCount count : facts.end().get().getClosing()) {
                page.append(separator).append(count.getCount()).append(" records of <code>");
                page.append(Html.text(count.getTopic())).append("</code>");
                separator = ", ";
            }
            page.append(".</p>");
        }
        if (records.unreadable() > 0) {
            page.append("<p>").append(records.unreadable());
            page.append(" records could not be read; the bundle has their bytes.</p>");
        }
    }

    private void open(String title, String... columns) {
        page.append("<h2>").append(title).append("</h2><table><thead><tr>");
        for (String column : columns) {
            page.append("<th>").append(column).append("</th>");
        }
        page.append("</tr></thead><tbody>");
    }

    private void row(String... cells) {
        page.append("<tr>");
        for (String cell : cells) {
            page.append("<td>").append(Html.text(cell)).append("</td>");
        }
        page.append("</tr>");
    }

    private void close() {
        page.append("</tbody></table>");
    }

    private static String at(Instant time) {
        return TIME.format(time);
    }
}
