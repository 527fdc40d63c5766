package dev.kanit.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kanit.executor.KubernetesKinds;
import dev.kanit.executor.actuator.Actuator;
import dev.kanit.executor.actuator.ActuatorKind.Opening;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.actuator.Observation;
import dev.kanit.executor.kubernetes.Cluster;
import dev.kanit.executor.kubernetes.KubernetesObject;
import dev.kanit.executor.plan.Fence;
import dev.kanit.executor.plan.Move;
import dev.kanit.executor.plan.Moves;
import dev.kanit.executor.plan.Observed;
import dev.kanit.executor.plan.Order;
import dev.kanit.executor.plan.Step;
import dev.kanit.executor.plan.StepOutcome;
import io.kubernetes.client.openapi.ApiClient;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every kind that steers traffic in Kubernetes keeps, whatever it writes to. A canary at 25 %
 * stands there when a test begins.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(Sandbox.Where.class)
abstract class ActuatorContract {

    @Parameter Sandbox.Where where = Sandbox.Where.FAKE_API_SERVER;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    Sandbox sandbox;

    /** Kind of the actuator in plans. */
    abstract String kind();

    abstract SortedMap<String, String> settings();

    /** Components of deploy/kubernetes whose rights it needs, without {@code actuator-}. */
    String rights() {
        return kind();
    }

    /** Creates what the actuator works on, at 25 %, both versions ready. */
    abstract void deploy();

    /** The canary's share as the API server has it, percent. */
    abstract double weight();

    /** Path of the object that carries the weight and its fence. */
    abstract String weighed();

    abstract void takeStableAway();

    /** Does what a cluster's controllers would do meanwhile, where none are. */
    abstract void settle();

    @BeforeEach
    void open() {
        if (where == Sandbox.Where.CLUSTER) {
            assumeTrue(
                    Sandbox.isClusterNamed(),
                    Sandbox.VARIABLE + " names no kubeconfig: not run against a real API server");
        }
        sandbox = new Sandbox(where);
        deploy();
        settle();
        assertThat(Await.within(patienceSeconds(), this::isReady)).as("deployed, ready").isTrue();
    }

    @AfterEach
    void close() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void weightIsSetAndTheFenceIsLeftWithIt() {
        assertThat(drive(new Step.SetWeight(50), 9)).isInstanceOf(StepOutcome.Applied.class);

        assertThat(weight()).isEqualTo(50);
        assertThat(annotation(KubernetesObject.GENERATION)).isEqualTo("9");
        assertThat(annotation(KubernetesObject.ACTION_ID)).isEqualTo("spark/90");
        assertThat(seen().generation()).isEqualTo(9);
        assertThat(seen().weightPercent()).isEqualTo(50);
    }

    @Test
    void sameOrderAgainHasNoFurtherEffect() {
        drive(new Step.SetWeight(50), 9);
        String state = version();

        assertThat(drive(new Step.SetWeight(50), 9))
                .isInstanceOf(StepOutcome.AlreadyInEffect.class);
        StepOutcome direct = actuator().change(new Step.SetWeight(50), seen(), fence(9));

        assertThat(direct.isSuccess()).as(direct.detail()).isTrue();
        assertThat(version()).isEqualTo(state);
    }

    @Test
    void staleStateConflictsAndNothingIsOverwritten() {
        Actuator actuator = actuator();
        Observed old = seen(actuator);
        sandbox.patch(weighed(), "{\"metadata\":{\"annotations\":{\"somebody\":\"else\"}}}");

        StepOutcome outcome = actuator.change(new Step.StopCanary(), old, fence(9));

        assertThat(outcome).isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(weight()).isEqualTo(25);
        assertThat(annotation("somebody")).isEqualTo("else");
        assertThat(annotation(KubernetesObject.GENERATION)).isEmpty();
    }

    @Test
    void olderGenerationYields() {
        drive(new Step.SetWeight(50), 9);

        assertThat(drive(new Step.StopCanary(), 8)).isInstanceOf(StepOutcome.Superseded.class);
        assertThat(weight()).isEqualTo(50);
    }

    @Test
    void rollbackTakesTheCanaryOutOfTrafficAndIsVerified() {
        assertThat(drive(new Step.StopCanary(), 9)).isInstanceOf(StepOutcome.Applied.class);
        assertThat(weight()).isZero();
        assertThat(drive(new Step.RestoreVersion("3.9"), 9).isSuccess()).isTrue();
        assertThat(drive(new Step.Restart(), 9).isSuccess()).isTrue();
        settle();

        AtomicReference<StepOutcome> health = new AtomicReference<>(verified());
        assertThat(
                        Await.within(
                                patienceSeconds(),
                                () -> {
                                    health.set(verified());
                                    return health.get().isSuccess();
                                }))
                .as(health.get().detail())
                .isTrue();
        assertThat(weight()).isZero();
    }

    @Test
    void noTrafficComesBackToAStableVersionThatIsNotReady() {
        takeStableAway();
        assertThat(Await.within(patienceSeconds(), () -> !seen().stableReady())).isTrue();

        StepOutcome outcome = attempt(actuator(), new Step.StopCanary(), fence(9));

        assertThat(outcome).isInstanceOf(StepOutcome.Unreachable.class);
        assertThat(outcome.detail()).contains("stable 3.9 is not ready");
        assertThat(weight()).isEqualTo(25);
    }

    @Test
    void withoutTheRightItIsRefusedAndNothingIsWritten() {
        Actuator reader = actuator(sandbox.reader(rights()));
        assertThat(
                        Await.within(
                                patienceSeconds(),
                                () -> reader.observe() instanceof Observation.Seen))
                .as("rights have arrived")
                .isTrue();

        StepOutcome outcome = reader.change(new Step.StopCanary(), seen(reader), fence(9));

        assertThat(outcome).isInstanceOf(StepOutcome.Refused.class);
        assertThat(outcome.detail()).contains("403");
        assertThat(weight()).isEqualTo(25);
        assertThat(annotation(KubernetesObject.GENERATION)).isEmpty();
    }

    @Test
    void whatKanitDoesNotKnowStays() {
        sandbox.patch(
                weighed(),
                "{\"metadata\":{\"labels\":{\"team\":\"spark\"},\"annotations\":{\"a\":\"b\"}}}");

        drive(new Step.SetWeight(50), 9);

        assertThat(sandbox.get(weighed()).at("/metadata/labels/team").asText()).isEqualTo("spark");
        assertThat(annotation("a")).isEqualTo("b");
    }

    /** Attempts as the executor makes them, until one is no "not now". */
    final StepOutcome drive(Step.Change step, long generation) {
        Actuator actuator = actuator();
        AtomicReference<StepOutcome> last =
                new AtomicReference<>(new StepOutcome.Unreachable("not tried"));
        Await.within(
                patienceSeconds(),
                () -> {
                    last.set(attempt(actuator, step, fence(generation)));
                    settle();
                    return !(last.get() instanceof StepOutcome.Unreachable);
                });
        return last.get();
    }

    final Observed seen() {
        return seen(actuator());
    }

    final String annotation(String name) {
        return new KubernetesObject(sandbox.get(weighed())).annotation(name);
    }

    /** With the rights of the shipped roles, where there are rights. */
    final Actuator actuator() {
        return actuator(sandbox.executor(rights()));
    }

    private Actuator actuator(ApiClient client) {
        Actuators kinds = Actuators.of(KubernetesKinds.in(new Cluster(() -> client)));
        return switch (kinds.open(kind(), settings())) {
            case Opening.Opened(Actuator actuator) -> actuator;
            case Opening.Unusable(String why) -> throw new AssertionError(why);
        };
    }

    static SortedMap<String, String> map(String... pairs) {
        TreeMap<String, String> map = new TreeMap<>();
        for (int index = 0; index < pairs.length; index += 2) {
            map.put(pairs[index], pairs[index + 1]);
        }
        return map;
    }

    /** A cluster pulls images and starts pods. */
    private long patienceSeconds() {
        return where == Sandbox.Where.CLUSTER ? 120 : 20;
    }

    private boolean isReady() {
        settle();
        return actuator().observe() instanceof Observation.Seen(Observed seen)
                && seen.stableReady()
                && seen.canaryReady();
    }

    private StepOutcome verified() {
        return actuator().look(new Step.VerifyHealth(false));
    }

    private String version() {
        return sandbox.get(weighed()).at("/metadata/resourceVersion").asText();
    }

    private static StepOutcome attempt(Actuator actuator, Step.Change step, Fence fence) {
        return switch (actuator.observe()) {
            case Observation.Unseen(StepOutcome why) -> why;
            case Observation.Seen(Observed seen) ->
                    switch (Moves.of(step, order(fence), seen)) {
                        case Move.Yield(String why) -> new StepOutcome.Superseded(why);
                        case Move.Wait(String why) -> new StepOutcome.Unreachable(why);
                        case Move.Keep(String what) -> new StepOutcome.AlreadyInEffect(what);
                        case Move.Act _ -> actuator.change(step, seen, fence);
                    };
        };
    }

    private static Observed seen(Actuator actuator) {
        return switch (actuator.observe()) {
            case Observation.Seen(Observed state) -> state;
            case Observation.Unseen(StepOutcome why) -> throw new AssertionError(why);
        };
    }

    private static Fence fence(long generation) {
        return new Fence(generation, "spark/" + generation * 10);
    }

    private static Order order(Fence fence) {
        return new Order(
                "spark",
                fence,
                Order.Kind.ROLL_BACK,
                0,
                "",
                "3.9",
                "3.10",
                "under-test",
                new TreeMap<>(Map.of()),
                new TreeMap<>(Map.of()),
                Duration.ofMinutes(1));
    }
}
