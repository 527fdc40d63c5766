package dev.kanit.codec.plan;

import dev.kanit.decision.plan.Actuation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads {@code actuator:}: who acts on the world. Several kinds become one, {@code
 * ingress+deployment}, whose settings carry the kind before their names: {@code ingress.namespace}.
 */
final class ActuatorReader {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");
    private static final String TOGETHER = "+";
    private static final String DEPLOYMENT = "deployment";
    private static final String SCALE = "scale";
    private static final String WHEN_PROMOTED = "whenPromoted";
    private static final Pattern REPLICAS = Pattern.compile("[1-9][0-9]{0,3}");

    /**
     * One kind of actuator.
     *
     * @param key as plans spell it
     * @param required settings that it must have
     * @param optional settings that it may have
     */
    private record Kind(String key, List<String> required, List<String> optional) {}

    private static final List<Kind> KINDS =
            List.of(
                    new Kind(
                            "ingress",
                            List.of("namespace", "canary", "stableDeployment"),
                            List.of("canaryDeployment", WHEN_PROMOTED)),
                    new Kind(
                            "gateway",
                            List.of("namespace", "route", "stableService", "canaryService"),
                            List.of()),
                    new Kind(
                            DEPLOYMENT,
                            List.of("namespace", "stable"),
                            List.of("canary", "container", SCALE, "replicas")),
                    new Kind("argo-rollouts", List.of("namespace", "rollout"), List.of()),
                    new Kind("flagger", List.of("namespace", "canary"), List.of()),
                    new Kind("http", List.of("url"), List.of()),
                    new Kind("flag", List.of("url", "name", "secret"), List.of()),
                    new Kind(
                            "command",
                            List.of("rollback"),
                            List.of("weight", "mitigate", "promote", "killSwitch", "verify")));

    /** Kinds that shift the traffic of one service by themselves, each in its own way. */
    private static final Set<String> OWN_CONTROLLER = Set.of("argo-rollouts", "flagger");

    private static final Set<String> WITHOUT_SETTINGS =
            Set.of("ingress", "gateway", "argo-rollouts", "flagger");

    private final Problems problems;

    ActuatorReader(Problems problems) {
        this.problems = problems;
    }

    Actuation read(Optional<Node> section) {
        SortedMap<String, String> settings = new TreeMap<>();
        if (section.isEmpty()) {
            return new Actuation("none", settings);
        }
        List<String> known = KINDS.stream().map(Kind::key).toList();
        Block block = Block.of("actuator", section.get(), problems, known.toArray(String[]::new));
        if (block.entries().isEmpty()) {
            problems.at(block.node(), "0 actuators", "at least one of " + String.join(", ", known));
            return new Actuation("none", settings);
        }
        boolean isOne = block.entries().size() == 1;
        block.entries()
                .forEach(
                        (name, node) ->
                                of(name, node)
                                        .forEach(
                                                (key, value) ->
                                                        settings.put(
                                                                isOne ? key : name + "." + key,
                                                                value)));
        requireSense(block, settings);
        return new Actuation(String.join(TOGETHER, block.entries().keySet()), settings);
    }

    /** Whether a mitigation has somebody to set its settings. */
    static boolean hasSettings(Actuation actuation) {
        List<String> kinds = List.of(actuation.kind().split(Pattern.quote(TOGETHER), -1));
        return !WITHOUT_SETTINGS.containsAll(kinds);
    }

    private SortedMap<String, String> of(String name, Node node) {
        SortedMap<String, String> settings = new TreeMap<>();
        for (Kind kind : KINDS) {
            if (!kind.key().equals(name)) {
                continue;
            }
            List<String> all = new ArrayList<>(kind.required());
            all.addAll(kind.optional());
            Block inner = Block.of(name, node, problems, all.toArray(String[]::new));
            for (String key : kind.required()) {
                inner.require(key, "'" + key + "' of the " + name + " actuator");
            }
            for (String key : all) {
                inner.scalar(key).ifPresent(value -> settings.put(key, value.getValue()));
            }
            inner.scalar("secret").ifPresent(this::requireReference);
            if (name.equals(DEPLOYMENT)) {
                requireScale(inner);
            }
            inner.scalar(WHEN_PROMOTED).ifPresent(this::requireWhenPromoted);
        }
        return settings;
    }

    private void requireWhenPromoted(ScalarNode written) {
        if (!Set.of("keep", "remove").contains(written.getValue())) {
            problems.at(
                    written,
                    WHEN_PROMOTED + ": '" + written.getValue() + "'",
                    "keep (the canary's Ingress, without weight) or remove");
        }
    }

    private void requireScale(Block deployment) {
        Optional<ScalarNode> scale = deployment.scalar(SCALE);
        if (scale.isEmpty()) {
            return;
        }
        if (!Set.of("follow", "share").contains(scale.get().getValue())) {
            problems.at(
                    scale.get(),
                    "scale: '" + scale.get().getValue() + "'",
                    "follow (a router has the weight) or share (the pods are the weight)");
        }
        deployment.require("canary", "the canary's Deployment, to be scaled");
        deployment.require("replicas", "pods that carry all traffic");
        deployment
                .scalar("replicas")
                .filter(written -> !REPLICAS.matcher(written.getValue()).matches())
                .ifPresent(
                        written ->
                                problems.at(
                                        written,
                                        "replicas: '" + written.getValue() + "'",
                                        "1 to 9999"));
    }

    private void requireSense(Block block, SortedMap<String, String> settings) {
        Map<String, Node> kinds = block.entries();
        if (kinds.size() == 1
                && kinds.containsKey(DEPLOYMENT)
                && !settings.getOrDefault(SCALE, "").equals("share")) {
            problems.at(
                    block.node(),
                    "a deployment alone steers no traffic",
                    "scale: share, or a router beside it, such as ingress");
        }
        boolean shifts =
                kinds.keySet().stream()
                        .anyMatch(Set.of("ingress", "gateway", DEPLOYMENT)::contains);
        long controllers = kinds.keySet().stream().filter(OWN_CONTROLLER::contains).count();
        if (controllers > 1 || (controllers == 1 && shifts)) {
            problems.at(
                    block.node(),
                    String.join(" and ", kinds.keySet()) + " would shift the same traffic",
                    "argo-rollouts or flagger without another that does");
        }
    }

    /** A plan is in the log for ever, so a secret must not be in the plan. */
    private void requireReference(ScalarNode secret) {
        if (!REFERENCE.matcher(secret.getValue()).matches()) {
            problems.at(secret, "a secret in the plan", "a reference such as ${FLAG_SECRET}");
        }
    }
}
