package dev.kanit.ledger;

import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.Segment;
import java.util.List;
import java.util.Optional;

/** Whether two segments that begin at one offset tell the same of the offsets they share. */
final class Overlap {

    private Overlap() {}

    /**
     * Empty when they agree. Where one has a gap it only says that its writer came too late, so it
     * contradicts nothing.
     */
    static Optional<String> difference(Segment mine, Segment winner) {
        long end = Math.min(mine.nextOffset(), winner.nextOffset());
        List<Entry> ours = within(mine, end, winner);
        List<Entry> theirs = within(winner, end, mine);
        for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
            if (i >= ours.size()) {
                return Optional.of(
                        "the winner has offset " + theirs.get(i).firstOffset() + ", we do not");
            }
            if (i >= theirs.size()) {
                return Optional.of(
                        "we have offset " + ours.get(i).firstOffset() + ", the winner does not");
            }
            if (!ours.get(i).equals(theirs.get(i))) {
                return Optional.of(
                        "the record at offset %d differs from ours at offset %d"
                                .formatted(theirs.get(i).firstOffset(), ours.get(i).firstOffset()));
            }
        }
        return Optional.empty();
    }

    /** Records of {@code segment} below {@code end} that {@code other} does not call missing. */
    private static List<Entry> within(Segment segment, long end, Segment other) {
        return segment.entries().stream()
                .filter(entry -> entry instanceof Entry.Kept)
                .filter(entry -> entry.firstOffset() < end)
                .filter(entry -> !isMissing(entry.firstOffset(), other))
                .toList();
    }

    private static boolean isMissing(long offset, Segment segment) {
        return segment.entries().stream()
                .anyMatch(
                        entry ->
                                entry instanceof Entry.Gap(long first, long next, _)
                                        && first <= offset
                                        && offset < next);
    }
}
