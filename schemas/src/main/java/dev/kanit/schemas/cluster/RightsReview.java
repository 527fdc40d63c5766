package dev.kanit.schemas.cluster;

import dev.kanit.schemas.TopicWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** Compares the rights of a cluster with those that the services need. */
final class RightsReview {

    private static final String EVERYBODY = "User:*";

    private final Set<AclBinding> needed;
    private final Set<String> services = new HashSet<>();
    private final Set<String> trusted;

    private RightsReview(ServiceRights rights, Set<String> trusted) {
        this.needed = Set.copyOf(rights.all());
        this.trusted = trusted;
        for (TopicWriter service : TopicWriter.values()) {
            services.add(rights.principalOf(service));
        }
        services.add(EVERYBODY);
    }

    static List<Difference> of(
            ServiceRights rights, Set<AclBinding> existing, Set<String> trusted) {
        List<Difference> found = new ArrayList<>();
        for (AclBinding right : rights.all()) {
            if (!existing.contains(right)) {
                found.add(new Difference.RightMissing(right));
            }
        }
        RightsReview review = new RightsReview(rights, trusted);
        existing.stream()
                .filter(review::isUnexpected)
                .sorted(Comparator.comparing(RightText::of))
                .forEach(right -> found.add(new Difference.RightUnexpected(right)));
        return found;
    }

    /** Who only reads is welcome: decisions are there to be read. */
    private boolean isUnexpected(AclBinding right) {
        if (needed.contains(right) || needed.stream().noneMatch(one -> meets(one, right))) {
            return false;
        }
        return right.entry().permissionType() == AclPermissionType.DENY
                ? services.contains(right.entry().principal())
                : !trusted.contains(right.entry().principal()) && changes(right);
    }

    private static boolean changes(AclBinding right) {
        return switch (right.entry().operation()) {
            case READ, DESCRIBE, DESCRIBE_CONFIGS, DESCRIBE_TOKENS -> false;
            case UNKNOWN,
                    ANY,
                    ALL,
                    WRITE,
                    CREATE,
                    DELETE,
                    ALTER,
                    CLUSTER_ACTION,
                    ALTER_CONFIGS,
                    IDEMPOTENT_WRITE,
                    CREATE_TOKENS,
                    TWO_PHASE_COMMIT ->
                    true;
        };
    }

    /** Whether some name fits both patterns. */
    private static boolean meets(AclBinding needed, AclBinding other) {
        ResourcePattern one = needed.pattern();
        ResourcePattern two = other.pattern();
        return one.resourceType() == two.resourceType()
                && (fits(one, two.name()) || fits(two, one.name()));
    }

    private static boolean fits(ResourcePattern pattern, String name) {
        return pattern.name().equals(ResourcePattern.WILDCARD_RESOURCE)
                || pattern.name().equals(name)
                || (pattern.patternType() == PatternType.PREFIXED
                        && name.startsWith(pattern.name()));
    }
}
