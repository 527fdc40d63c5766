package dev.kanit.schemas.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Mends what can be mended without deleting anything or making it smaller. */
public final class ClusterChanges {

    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private ClusterChanges() {}

    /**
     * Creates missing topics, sets settings, adds rights, and waits until the brokers show it: what
     * the controller has taken they know a moment later. Repeating it is safe.
     *
     * @return what was mended; nothing at all when the topics have different numbers of partitions
     * @throws KafkaException when the cluster refuses, does not answer within 30 s, or does not
     *     show a change within 30 s
     */
    public static List<Difference> apply(Admin admin, ClusterWish wish) {
        ClusterPlan plan = look(admin, wish);
        List<Difference> mended = mend(admin, plan);
        long end = System.nanoTime() + SHOWN_WITHIN.toNanos();
        while (!mended.isEmpty()
                && look(admin, wish).differences().stream().anyMatch(mended::contains)) {
            if (System.nanoTime() > end) {
                throw new KafkaException(
                        "the cluster does not show its changes within " + SHOWN_WITHIN);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return mended;
    }

    private static ClusterPlan look(Admin admin, ClusterWish wish) {
        return ClusterPlan.of(ClusterSurvey.read(admin, wish.rights().isPresent()), wish);
    }

    private static List<Difference> mend(Admin admin, ClusterPlan plan) {
        if (plan.isSplit()) {
            return List.of();
        }
        List<Difference> mended = new ArrayList<>();
        List<AclBinding> rights = new ArrayList<>();
        Map<ConfigResource, Collection<AlterConfigOp>> settings = new HashMap<>();
        for (Difference difference : plan.differences()) {
            switch (difference) {
                case Difference.TopicMissing missing -> create(admin, missing);
                case Difference.SettingDiffers differs -> collect(settings, differs);
                case Difference.RightMissing(AclBinding right) -> rights.add(right);
                case Difference.PartitionsDiffer _,
                        Difference.ReplicationLow _,
                        Difference.RightUnexpected _ -> {
                    continue;
                }
            }
            mended.add(difference);
        }
        if (!settings.isEmpty()) {
            AdminAnswer.of(admin.incrementalAlterConfigs(settings).all());
        }
        if (!rights.isEmpty()) {
            AdminAnswer.of(admin.createAcls(rights).all());
        }
        return List.copyOf(mended);
    }

    private static void create(Admin admin, Difference.TopicMissing missing) {
        NewTopic request =
                new NewTopic(missing.topic(), missing.partitions(), (short) missing.replication())
                        .configs(missing.settings());
        try {
            AdminAnswer.of(admin.createTopics(List.of(request)).all());
        } catch (TopicExistsException _) {
            // Somebody else was faster; the next look tells whether it is as it should be.
        }
    }

    private static void collect(
            Map<ConfigResource, Collection<AlterConfigOp>> settings,
            Difference.SettingDiffers differs) {
        settings.computeIfAbsent(
                        new ConfigResource(ConfigResource.Type.TOPIC, differs.topic()),
                        _ -> new ArrayList<>())
                .add(
                        new AlterConfigOp(
                                new ConfigEntry(differs.setting(), differs.expected()),
                                AlterConfigOp.OpType.SET));
    }
}
