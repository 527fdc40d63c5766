package dev.kanit.decision.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may steer, and which rules people have set aside.
 *
 * @param requester who started the rollout; their own approval does not count
 * @param commander the incident commander, or empty
 * @param offeredTo whom the commander hands over to, until they take command; or empty
 * @param overrides at most {@value #MAX_OVERRIDES}, one a subject
 * @param recentCommands digests of the newest command ids, oldest first, at most {@value
 *     #MAX_RECENT_COMMANDS}: a repeated command has no second effect
 */
public record Authority(
        String requester,
        String commander,
        String offeredTo,
        List<Exemption> overrides,
        List<Long> recentCommands) {

    public static final int MAX_RECENT_COMMANDS = 16;
    public static final int MAX_OVERRIDES = 8;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    static final Authority NOBODY = new Authority("", "", "", List.of(), List.of());

    public Authority {
        overrides = List.copyOf(overrides);
        recentCommands = List.copyOf(recentCommands);
        requireCount("recentCommands", recentCommands.size(), MAX_RECENT_COMMANDS);
        requireCount("overrides", overrides.size(), MAX_OVERRIDES);
    }

    private static void requireCount(String name, int count, int most) {
        if (count > most) {
            throw new IllegalArgumentException(
                    name + ": " + count + " (expected: at most " + most + ")");
        }
    }

    /** Whether this person's word counts: theirs is the command, or nobody's is. */
    boolean heeds(String person) {
        return commander.isEmpty() || commander.equals(person);
    }

    /** Whether this person may take command: there is none, it is theirs, or it is offered. */
    boolean admits(String person, long nowMillis) {
        return heeds(person)
                || offeredTo.equals(person)
                || override(Exemption.COMMAND, nowMillis)
                        .filter(one -> one.by().equals(person))
                        .isPresent();
    }

    /** The override of a rule that is in force at a time. */
    public Optional<Exemption> override(String subject, long nowMillis) {
        return overrides.stream()
                .filter(one -> one.subject().equals(subject))
                .filter(one -> one.expiresAtMillis() > nowMillis)
                .findFirst();
    }

    boolean hasHeard(String commandId) {
        return recentCommands.contains(digest(commandId));
    }

    Authority hearing(String commandId) {
        List<Long> next = new ArrayList<>(recentCommands);
        next.add(digest(commandId));
        int surplus = Math.max(0, next.size() - MAX_RECENT_COMMANDS);
        return new Authority(
                requester, commander, offeredTo, overrides, next.subList(surplus, next.size()));
    }

    Authority startedBy(String person) {
        return new Authority(person, commander, offeredTo, overrides, recentCommands);
    }

    Authority under(String person) {
        return new Authority(requester, person, "", overrides, recentCommands);
    }

    Authority offering(String person) {
        return new Authority(requester, commander, person, overrides, recentCommands);
    }

    Authority overriding(Exemption override) {
        List<Exemption> next = without(override.subject());
        next.add(override);
        return new Authority(requester, commander, offeredTo, next, recentCommands);
    }

    Authority ending(String subject) {
        return new Authority(requester, commander, offeredTo, without(subject), recentCommands);
    }

    private List<Exemption> without(String subject) {
        List<Exemption> next = new ArrayList<>(overrides);
        next.removeIf(one -> one.subject().equals(subject));
        return next;
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
