package dev.kanit.decision.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * Who may steer.
 *
 * @param commander the incident commander, or empty
 * @param recentCommands digests of the newest command ids, oldest first, at most {@value
 *     #MAX_RECENT_COMMANDS}: a repeated command has no second effect
 */
public record Authority(String commander, List<Long> recentCommands) {

    public static final int MAX_RECENT_COMMANDS = 16;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    static final Authority NOBODY = new Authority("", List.of());

    public Authority {
        recentCommands = List.copyOf(recentCommands);
        if (recentCommands.size() > MAX_RECENT_COMMANDS) {
            throw new IllegalArgumentException(
                    "recentCommands: "
                            + recentCommands.size()
                            + " (expected: at most "
                            + MAX_RECENT_COMMANDS
                            + ")");
        }
    }

    /** Whether this person's word counts: theirs is the command, or nobody's is. */
    boolean heeds(String person) {
        return commander.isEmpty() || commander.equals(person);
    }

    boolean hasHeard(String commandId) {
        return recentCommands.contains(digest(commandId));
    }

    Authority hearing(String commandId) {
        List<Long> next = new ArrayList<>(recentCommands);
        next.add(digest(commandId));
        int surplus = Math.max(0, next.size() - MAX_RECENT_COMMANDS);
        return new Authority(commander, next.subList(surplus, next.size()));
    }

    Authority under(String person) {
        return new Authority(person, recentCommands);
    }

    /** FNV-1a over UTF-16 code units (Fowler, Noll, Vo). */
    private static long digest(String commandId) {
        long digest = FNV_OFFSET;
        for (int index = 0; index < commandId.length(); index++) {
            digest = (digest ^ commandId.charAt(index)) * FNV_PRIME;
        }
        return digest;
    }
}
