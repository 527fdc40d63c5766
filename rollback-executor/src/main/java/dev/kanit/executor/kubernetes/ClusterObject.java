package dev.kanit.executor.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.executor.kubernetes.ApiExchange.Answer;
import dev.kanit.executor.plan.StepOutcome;
import java.util.List;

/** One object, as one order sees it. Thread-safe. */
public final class ClusterObject {

    /** No server keeps an order waiting for longer at its word. */
    private static final long MAX_WAIT_SECONDS = 30;

    private static final String STATUS = "/status";

    private final ApiExchange exchange;
    private final ObjectPath path;
    private volatile long quietUntilNanos = System.nanoTime();

    ClusterObject(ApiExchange exchange, ObjectPath path) {
        this.exchange = exchange;
        this.path = path;
    }

    public ObjectPath path() {
        return path;
    }

    /** The object with a fence that can be read. */
    public ClusterAnswer read() {
        return ask("GET " + path.told(), () -> exchange.get(path.path(), List.of()));
    }

    /** Reads it again, and fails as moved on when it is not the state of {@code revision}. */
    public ClusterAnswer readAt(String revision) {
        ClusterAnswer answer = read();
        if (answer instanceof ClusterAnswer.Found(KubernetesObject object)
                && !object.resourceVersion().equals(revision)) {
            return new ClusterAnswer.Failed(
                    new StepOutcome.Unreachable(path.told() + ": changed since it was looked at"));
        }
        return answer;
    }

    /** Changes the object, unless it has changed since. */
    public ClusterAnswer patch(FencedPatch patch) {
        return ask("PATCH " + path.told(), () -> exchange.patch(path.path(), patch.body()));
    }

    /**
     * Changes the object's status, unless the object has changed since.
     *
     * @param patch holds {@code metadata.resourceVersion}
     */
    public ClusterAnswer patchStatus(FencedPatch patch) {
        return ask(
                "PATCH status of " + path.told(),
                () -> exchange.patch(path.path() + STATUS, patch.body()));
    }

    /** Deletes the object, unless it has changed since; one that is gone is deleted. */
    public StepOutcome delete(String resourceVersion) {
        Answer answer = exchange.delete(path.path(), resourceVersion);
        return switch (answer) {
            case Answer.Silent(String why) -> silence("DELETE " + path.told(), why);
            case Answer.Answered(int status, long _, JsonNode _)
                    when status / 100 == 2 || status == 404 ->
                    new StepOutcome.Applied("");
            case Answer.Answered(int status, long _, JsonNode body) ->
                    Failures.of(status, "DELETE " + path.told(), body);
        };
    }

    private interface Exchange {
        Answer send();
    }

    private ClusterAnswer ask(String request, Exchange send) {
        long leftNanos = quietUntilNanos - System.nanoTime();
        if (leftNanos > 0) {
            return new ClusterAnswer.Failed(
                    new StepOutcome.Unreachable(
                            "Kubernetes asked to be left alone for another %d ms (Retry-After)"
                                    .formatted(leftNanos / 1_000_000)));
        }
        return switch (send.send()) {
            case Answer.Silent(String why) -> silent(request, why);
            case Answer.Answered(int status, long _, JsonNode body) when status / 100 == 2 ->
                    found(request, body);
            case Answer.Answered(int status, long retryAfterSeconds, JsonNode body) -> {
                quietUntilNanos =
                        System.nanoTime()
                                + Math.min(retryAfterSeconds, MAX_WAIT_SECONDS) * 1_000_000_000;
                yield failed(status, request, body);
            }
        };
    }

    private static ClusterAnswer found(String request, JsonNode body) {
        KubernetesObject object = new KubernetesObject(body);
        if (object.resourceVersion().isEmpty()) {
            // A proxy's page, or half an answer: what became of a change is seen by looking again.
            return new ClusterAnswer.Failed(
                    new StepOutcome.Unreachable(
                            request
                                    + ": the answer is no object (expected: JSON with"
                                    + " metadata.resourceVersion)"));
        }
        try {
            long _ = object.generation();
            return new ClusterAnswer.Found(object);
        } catch (NumberFormatException _) {
            return new ClusterAnswer.Failed(
                    new StepOutcome.Refused(
                            "%s: annotation %s: '%s' (expected: a whole number)"
                                    .formatted(
                                            request,
                                            KubernetesObject.GENERATION,
                                            object.annotation(KubernetesObject.GENERATION))));
        }
    }

    static ClusterAnswer silent(String request, String why) {
        return new ClusterAnswer.Failed(silence(request, why));
    }

    private static StepOutcome silence(String request, String why) {
        return new StepOutcome.Unreachable("Kubernetes does not answer " + request + ": " + why);
    }

    static ClusterAnswer failed(int status, String request, JsonNode body) {
        return new ClusterAnswer.Failed(
                status == 200
                        ? new StepOutcome.Unreachable(request + ": the answer is no list")
                        : Failures.of(status, request, body),
                status == 404);
    }
}
