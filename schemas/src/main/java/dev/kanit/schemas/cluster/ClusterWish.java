package dev.kanit.schemas.cluster;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What an installation asks for.
 *
 * @param partitions of every topic, &gt;= 1; without it the number that the existing topics have,
 *     and the catalogue's where none exists
 * @param replication copies of every partition, &gt;= 1; without it 3, or as many as there are
 *     brokers
 * @param rights those of the services; without them nobody's rights are looked at
 * @param trusted principals whose other rights are nobody's surprise, for example administrators
 */
public record ClusterWish(
        OptionalInt partitions,
        OptionalInt replication,
        Optional<ServiceRights> rights,
        Set<String> trusted) {

    private static final int USUAL_REPLICATION = 3;

    public ClusterWish {
        check("partitions", partitions);
        check("replication", replication);
        trusted = Set.copyOf(trusted);
    }

    int replicationOn(int brokers) {
        return replication.orElse(Math.min(USUAL_REPLICATION, brokers));
    }

    private static void check(String name, OptionalInt number) {
        if (number.isPresent() && (number.getAsInt() < 1 || number.getAsInt() > Short.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    name + ": " + number.getAsInt() + " (expected: 1 to " + Short.MAX_VALUE + ")");
        }
    }
}
