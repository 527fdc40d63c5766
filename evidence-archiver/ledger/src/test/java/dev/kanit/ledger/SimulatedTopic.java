package dev.kanit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.Entry.Bytes;
import dev.kanit.ledger.segment.Entry.Gap;
import dev.kanit.ledger.segment.Entry.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Records as a topic partition might hold them. */
final class SimulatedTopic {

    private SimulatedTopic() {}

    /** Offsets have holes, as transactions leave them, and here and there a gap. */
    static List<Entry> of(Random random, int entries) {
        List<Entry> topic = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < entries; i++) {
            if (random.nextInt(20) == 0) {
                topic.add(new Gap(offset, offset + 3, "retention"));
                offset += 3;
            } else {
                offset += random.nextInt(5);
                topic.add(kept(offset, "value " + random.nextInt()));
                offset++;
            }
        }
        return topic;
    }

    static Kept kept(long offset, String value) {
        return new Kept(
                offset,
                offset,
                Bytes.of("rollout".getBytes(UTF_8)),
                Bytes.of(value.getBytes(UTF_8)),
                List.of(new Entry.Header("ce_type", Optional.empty())));
    }
}
