package dev.kanit.executor.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.executor.kubernetes.ApiExchange.Answer;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.Pair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API server. Thread-safe; one for all orders, so that connections are shared. */
public final class Cluster {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private final Supplier<ApiClient> client;
    private final Duration answerWithin;
    private final boolean isKnown;
    private Optional<ApiExchange> exchange = Optional.empty();
    private boolean isPrepared;

    /**
     * @param client asked for at the first order, so that a process without Kubernetes can start;
     *     and again at the next one when it failed
     */
    public Cluster(Supplier<ApiClient> client) {
        this(client, ApiExchange.ANSWER_WITHIN, false);
    }

    Cluster(Supplier<ApiClient> client, Duration answerWithin) {
        this(client, answerWithin, false);
    }

    private Cluster(Supplier<ApiClient> client, Duration answerWithin, boolean isKnown) {
        this.client = client;
        this.answerWithin = answerWithin;
        this.isKnown = isKnown;
    }

    /**
     * A cluster that is known to be there: its client is made, and it is asked, before an order.
     */
    public static Cluster known(Supplier<ApiClient> client) {
        return new Cluster(client, ApiExchange.ANSWER_WITHIN, true);
    }

    /** A cluster in this process alone, for who prepares: every object is this one. */
    public static Cluster imaginary(String object) {
        return new Cluster(() -> Imaginary.client(object));
    }

    /**
     * Asks the server for its version, often enough that the code for it is loaded and compiled,
     * and keeps the connections for a moment. Once, and only a cluster that is known to be there;
     * one that does not answer the first time is left alone.
     */
    public void prepare() {
        synchronized (this) {
            if (!isKnown || isPrepared) {
                return;
            }
            isPrepared = true;
        }
        try {
            exchange().prepare();
        } catch (RuntimeException unusable) {
            // The first order says so on the log, if there ever is one.
            LOG.atWarn().setCause(unusable).log("Kubernetes cannot be asked");
        }
    }

    /**
     * The object at {@code path}, for one order.
     *
     * @throws RuntimeException of the supplier, when there is no usable configuration
     */
    public ClusterObject object(ObjectPath path) {
        return new ClusterObject(exchange(), path);
    }

    /**
     * The objects of {@code collection} (any name in it) that have the label.
     *
     * @throws RuntimeException of the supplier, when there is no usable configuration
     */
    ClusterAnswer labelled(ObjectPath collection, String label) {
        String path = collection.collection();
        Answer answer = exchange().get(path, List.of(new Pair("labelSelector", label)));
        return switch (answer) {
            case Answer.Silent(String why) -> ClusterObject.silent("GET " + path, why);
            case Answer.Answered(int status, long _, JsonNode body)
                    when status == 200 && body.path("items").isArray() ->
                    new ClusterAnswer.Found(new KubernetesObject(body));
            case Answer.Answered(int status, long _, JsonNode body) ->
                    ClusterObject.failed(status, "GET " + path, body);
        };
    }

    private synchronized ApiExchange exchange() {
        ApiExchange open = exchange.orElseGet(() -> new ApiExchange(client.get(), answerWithin));
        exchange = Optional.of(open);
        return open;
    }
}
