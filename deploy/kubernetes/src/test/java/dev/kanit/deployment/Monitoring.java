package dev.kanit.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shipped queries, of alert rules and of the dashboard. */
final class Monitoring {

    static final JsonNode DASHBOARD =
            DeployFiles.json(DeployFiles.directory("grafana").resolve("dashboards/rollout.json"));

    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(_[a-z0-9]+)+\\b");

    /** What looks like a metric's name and is none: functions and labels. */
    private static final Set<String> OTHERS = Set.of("histogram_quantile");

    private Monitoring() {}

    static List<String> alertRules() {
        List<String> queries = new ArrayList<>();
        DeployFiles.documents(DeployFiles.directory("prometheus").resolve("rules/kanit.yml"))
                .getFirst()
                .path("groups")
                .forEach(
                        group ->
                                group.path("rules")
                                        .forEach(rule -> queries.add(rule.path("expr").asText())));
        return queries;
    }

    /** The dashboard's queries, with the range that Grafana would put in. */
    static List<String> dashboard() {
        List<String> queries = new ArrayList<>();
        DASHBOARD
                .path("panels")
                .forEach(
                        panel ->
                                panel.path("targets")
                                        .forEach(target -> queries.add(range(target))));
        DASHBOARD.at("/annotations/list").forEach(annotation -> queries.add(range(annotation)));
        return queries;
    }

    static List<String> all() {
        List<String> all = new ArrayList<>(alertRules());
        all.addAll(dashboard());
        return all;
    }

    /** Names of the metrics that any query asks for. */
    static Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        for (String query : all()) {
            Matcher matcher = METRIC.matcher(query);
            while (matcher.find()) {
                names.add(matcher.group());
            }
        }
        names.removeAll(OTHERS);
        return names;
    }

    private static String range(JsonNode holder) {
        return holder.path("expr").asText().replace("$__rate_interval", "1m");
    }
}
