package dev.kanit.schemas.cluster;

import java.util.Locale;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;

/** A right in words. */
final class RightText {

    private RightText() {}

    static String of(AclBinding right) {
        String name = right.pattern().name();
        return "%s %s %s on %s %s%s"
                .formatted(
                        right.entry().principal(),
                        word(right.entry().permissionType()),
                        word(right.entry().operation()),
                        word(right.pattern().resourceType()),
                        name,
                        right.pattern().patternType() == PatternType.PREFIXED ? "…" : "");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
