package dev.kanit.schemas.cluster;

import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.schemas.TopicSpec;
import dev.kanit.schemas.TopicWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights of every service, each allowed and nothing denied: what is not listed is refused by a
 * cluster that has an authorizer. Reading and writing imply describing.
 */
public final class ServiceRights {

    private static final String ANY_HOST = "*";

    private final Map<TopicWriter, String> principals;

    private ServiceRights(Map<TopicWriter, String> principals) {
        this.principals = principals;
    }

    /** With the catalogue's principals, {@code User:} before each. */
    public static ServiceRights usual() {
        return of(Map.of());
    }

    /**
     * With other principals, for a cluster that knows its clients by certificates.
     *
     * @param others as Kafka spells them, {@code User:CN=collector}; services that are not named
     *     keep the catalogue's
     * @throws IllegalArgumentException when one is not of the form {@code Type:name}
     */
    public static ServiceRights of(Map<TopicWriter, String> others) {
        Map<TopicWriter, String> principals = new EnumMap<>(TopicWriter.class);
        for (TopicWriter service : TopicWriter.values()) {
            String principal = others.getOrDefault(service, "User:" + service.principal());
            int colon = principal.indexOf(':');
            if (colon < 1 || colon == principal.length() - 1) {
                throw new IllegalArgumentException(
                        "principal of %s: %s (expected: Type:name, for example User:%s)"
                                .formatted(service.principal(), principal, service.principal()));
            }
            principals.put(service, principal);
        }
        return new ServiceRights(principals);
    }

    /** The principal of a service, as Kafka spells it. */
    public String principalOf(TopicWriter service) {
        return Objects.requireNonNull(principals.get(service));
    }

    /** All rights, by service and then by topic, in an order that stays. */
    public List<AclBinding> all() {
        List<AclBinding> rights = new ArrayList<>();
        for (TopicWriter service : TopicWriter.values()) {
            rights.addAll(of(service));
        }
        return List.copyOf(rights);
    }

    /** The rights of one service. */
    public List<AclBinding> of(TopicWriter service) {
        ServiceAccess access = ServiceAccess.of(service);
        String principal = principalOf(service);
        List<AclBinding> rights = new ArrayList<>();
        for (TopicSpec topic : TopicCatalogue.all()) {
            ResourcePattern named = literal(topic.name());
            if (access.reads().contains(topic.name())) {
                rights.add(allow(principal, named, AclOperation.READ));
            }
            if (topic.writers().contains(service)) {
                rights.add(allow(principal, named, AclOperation.WRITE));
            }
            if (access.looksAtSettings()) {
                rights.add(allow(principal, named, AclOperation.DESCRIBE_CONFIGS));
            }
        }
        for (String group : access.groups()) {
            rights.add(allow(principal, prefixed(ResourceType.GROUP, group), AclOperation.READ));
            if (access.isStreams()) {
                rights.addAll(streams(principal, group + "-"));
            }
        }
        return List.copyOf(rights);
    }

    /** Changelogs are made, written and read by Streams itself; transactions fence its threads. */
    private static List<AclBinding> streams(String principal, String prefix) {
        ResourcePattern topics = prefixed(ResourceType.TOPIC, prefix);
        ResourcePattern transactions = prefixed(ResourceType.TRANSACTIONAL_ID, prefix);
        return List.of(
                allow(principal, topics, AclOperation.CREATE),
                allow(principal, topics, AclOperation.READ),
                allow(principal, topics, AclOperation.WRITE),
                allow(principal, transactions, AclOperation.WRITE));
    }

    private static ResourcePattern literal(String topic) {
        return new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
    }

    private static ResourcePattern prefixed(ResourceType type, String beginning) {
        return new ResourcePattern(type, beginning, PatternType.PREFIXED);
    }

    private static AclBinding allow(
            String principal, ResourcePattern pattern, AclOperation operation) {
        return new AclBinding(
                pattern,
                new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW));
    }
}
