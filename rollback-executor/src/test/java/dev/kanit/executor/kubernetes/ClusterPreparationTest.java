package dev.kanit.executor.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.kubernetes.FakeApiServer.Failure;
import io.kubernetes.client.util.ClientBuilder;
import org.junit.jupiter.api.Test;

final class ClusterPreparationTest {

    @Test
    void serverThatAnswersIsAskedOnceForEveryConnectionThatIsKept() {
        try (FakeApiServer server = new FakeApiServer()) {
            Cluster cluster = known(server);

            cluster.prepare();
            cluster.prepare();

            assertThat(server.requests()).hasSize(64).containsOnly("GET /version");
        }
    }

    @Test
    void serverThatDoesNotAnswerIsAskedOnceAndNoCrowdFollows() {
        try (FakeApiServer server = new FakeApiServer()) {
            server.script("GET", Failure.SILENT);

            known(server).prepare();

            assertThat(server.requests()).containsExactly("GET /version");
        }
    }

    @Test
    void whoIsInterruptedBringsNoCrowdAndStaysInterrupted() {
        try (FakeApiServer server = new FakeApiServer()) {
            Thread.currentThread().interrupt();

            known(server).prepare();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void imaginaryClusterHasEveryObjectUntilItsCallerIsInterrupted() {
        Cluster cluster = Cluster.imaginary("{\"metadata\": {\"resourceVersion\": \"1\"}}");
        ClusterObject object = cluster.object(ObjectPath.deployment("prod", "spark"));

        assertThat(object.read()).isInstanceOf(ClusterAnswer.Found.class);

        Thread.currentThread().interrupt();
        assertThat(object.read()).isNotInstanceOf(ClusterAnswer.Found.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static Cluster known(FakeApiServer server) {
        return Cluster.known(() -> new ClientBuilder().setBasePath(server.url()).build());
    }
}
