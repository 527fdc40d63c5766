package dev.kanit.archiver.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.archiver.report.Column;
import dev.kanit.archiver.report.Language;
import dev.kanit.archiver.report.OneLiner;
import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.archiver.report.WarRoom;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalLook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a rollout's reports anew from its decisions; the same decisions give the same files. */
final class RolloutReports {

    private static final Logger LOG = LoggerFactory.getLogger(RolloutReports.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<String, ReportSpec> specs;

    RolloutReports(Function<String, ReportSpec> specs) {
        this.specs = specs;
    }

    void write(Path directory) throws IOException {
        List<RolloutDecision> decisions = new ArrayList<>();
        for (JsonNode record : RecordLines.records(directory.resolve("decisions.ndjson"))) {
            decisions.add(ReadableJson.read(record, RolloutDecision.class));
        }
        if (decisions.isEmpty()) {
            return;
        }
        ReportSpec spec = spec(decisions);
        WholeFile.write(
                directory.resolve("war-room.log"),
                String.join("\n", WarRoom.lines(spec, decisions)) + "\n");
        for (RolloutDecision decision : decisions) {
            if (decision.getKind() == DecisionKind.STAGE_PASSED) {
                WholeFile.write(directory.resolve(stageFile(decision)), stage(decision));
            }
        }
        oneLiner(directory, "one-liner.en.txt", OneLiner.of(Language.ENGLISH, spec, decisions));
        oneLiner(directory, "one-liner.tr.txt", OneLiner.of(Language.TURKISH, spec, decisions));
    }

    private static void oneLiner(Path directory, String name, Optional<String> line)
            throws IOException {
        if (line.isPresent()) {
            WholeFile.write(directory.resolve(name), line.get() + "\n");
        }
    }

    /** A plan that cannot be read must not cost the reports: the decisions name their signals. */
    private ReportSpec spec(List<RolloutDecision> decisions) {
        for (RolloutDecision decision : decisions) {
            String plan = decision.getPlan();
            if (plan != null) {
                try {
                    return specs.apply(plan);
                } catch (RuntimeException unreadable) {
                    LOG.atWarn()
                            .addKeyValue("rolloutId", decision.getRolloutId())
                            .addKeyValue("reason", unreadable.getMessage())
                            .log("plan unreadable; reports show signals by name");
                }
            }
        }
        List<Column> columns =
                decisions.stream()
                        .flatMap(decision -> decision.getSignals().stream())
                        .map(look -> new Column(look.getSignal(), look.getSignal(), look.getUnit()))
                        .distinct()
                        .toList();
        return new ReportSpec(decisions.getFirst().getPlanName(), columns);
    }

    private static String stageFile(RolloutDecision decision) {
        String name =
                decision.getStageName().replace("%", "pct").replaceAll("[^A-Za-z0-9._-]", "-");
        return "stages/" + decision.getStageNumber() + "-" + name + ".json";
    }

    private static String stage(RolloutDecision decision) {
        ObjectNode stage = JSON.createObjectNode();
        stage.put("rolloutId", decision.getRolloutId());
        stage.put("stage", decision.getStageNumber()).put("name", decision.getStageName());
        stage.put("weightPercent", decision.getWeightPercent());
        stage.put("decisionId", decision.getDecisionId());
        stage.put("passedAt", decision.getDecidedAt().toString());
        stage.put("summary", decision.getSummary());
        var signals = stage.putArray("signals");
        for (SignalLook look : decision.getSignals()) {
            signals.add(ReadableJson.write(look));
        }
        return stage.toPrettyString() + "\n";
    }
}
