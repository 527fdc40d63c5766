package dev.kanit.schemas.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.schemas.TopicSpec;
import dev.kanit.schemas.TopicWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

final class ServiceRightsTest {

    private final ServiceRights rights = ServiceRights.usual();

    @Test
    void everyTopicIsWrittenByItsWritersAndByNobodyElse() {
        for (TopicSpec topic : TopicCatalogue.all()) {
            Set<String> writers = new HashSet<>();
            for (AclBinding right : rights.all()) {
                if (right.pattern().resourceType() == ResourceType.TOPIC
                        && right.pattern().name().equals(topic.name())
                        && right.entry().operation() == AclOperation.WRITE) {
                    writers.add(right.entry().principal());
                }
            }
            assertThat(writers)
                    .as(topic.name())
                    .containsExactlyInAnyOrderElementsOf(
                            topic.writers().stream()
                                    .map(writer -> "User:" + writer.principal())
                                    .toList());
        }
    }

    @Test
    void theCommandApiWritesCommandsAndDoesNothingElse() {
        assertThat(rights.of(TopicWriter.COMMAND_API))
                .extracting(RightText::of)
                .containsExactly("User:command-api allow write on topic rollout.commands");
    }

    @Test
    void theEvaluatorOwnsItsChangelogsAndItsTransactions() {
        assertThat(rights.of(TopicWriter.STAGE_EVALUATOR))
                .extracting(RightText::of)
                .contains(
                        "User:stage-evaluator allow read on group stage-evaluator…",
                        "User:stage-evaluator allow create on topic stage-evaluator-…",
                        "User:stage-evaluator allow write on transactional id stage-evaluator-…")
                .doesNotContain("User:stage-evaluator allow write on topic rollout.commands");
    }

    @Test
    void theArchiverReadsEveryTopic() {
        assertThat(rights.of(TopicWriter.EVIDENCE_ARCHIVER))
                .filteredOn(right -> right.entry().operation() == AclOperation.READ)
                .filteredOn(right -> right.pattern().resourceType() == ResourceType.TOPIC)
                .extracting(right -> right.pattern().name())
                .containsExactlyElementsOf(
                        TopicCatalogue.all().stream().map(TopicSpec::name).toList());
    }

    @Test
    void nobodyMayDeleteAlterOrDoEverythingAndNothingIsDenied() {
        assertThat(rights.all())
                .allMatch(right -> right.entry().permissionType() == AclPermissionType.ALLOW)
                .extracting(right -> right.entry().operation())
                .containsOnly(
                        AclOperation.READ,
                        AclOperation.WRITE,
                        AclOperation.CREATE,
                        AclOperation.DESCRIBE_CONFIGS);
        assertThat(rights.all()).doesNotHaveDuplicates();
    }

    @Test
    void certificatesNameAPrincipalInstead() {
        ServiceRights named =
                ServiceRights.of(Map.of(TopicWriter.SIGNAL_COLLECTOR, "User:CN=collector"));

        assertThat(named.of(TopicWriter.SIGNAL_COLLECTOR))
                .extracting(right -> right.entry().principal())
                .containsOnly("User:CN=collector");
        assertThat(named.principalOf(TopicWriter.ROLLBACK_EXECUTOR))
                .isEqualTo("User:rollback-executor");
        for (String wrong : List.of("collector", "User:", ":collector")) {
            assertThatThrownBy(() -> ServiceRights.of(Map.of(TopicWriter.SIGNAL_COLLECTOR, wrong)))
                    .hasMessageContaining("(expected: Type:name, for example User:signal-col");
        }
    }
}
