package dev.kanit.executor.command;

import dev.kanit.executor.plan.Fence;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * At most one command per rollout at a time: a newer order ends the older one's command, which
 * would otherwise go on behind its back. The newest generation is remembered after its command has
 * ended, too, for as long as this process lives and for {@value #MAX_REMEMBERED} rollouts: no older
 * order runs after a newer one. Thread-safe.
 */
final class RunningCommands implements AutoCloseable {

    /** Rollouts whose newest generation is known; beyond, the one longest idle is forgotten. */
    static final int MAX_REMEMBERED = 10_000;

    private final Map<String, CommandRun> runs = new HashMap<>();
    private final LinkedHashMap<String, Long> newest = new LinkedHashMap<>();
    private boolean closed;

    /** Starts a command. */
    interface Start {
        CommandRun now() throws java.io.IOException;
    }

    /**
     * The command, started; nothing when a newer order's command was begun, or this executor
     * closes. An order whose command could not be started counts as begun: the older ones are over.
     *
     * @throws java.io.IOException when it could not be started
     */
    synchronized Optional<CommandRun> begin(Fence fence, Start start) throws java.io.IOException {
        String rollout = rollout(fence);
        if (closed || newest.getOrDefault(rollout, Long.MIN_VALUE) > fence.generation()) {
            return Optional.empty();
        }
        newest.putLast(rollout, fence.generation());
        forgetOne();
        CommandRun other = runs.remove(rollout);
        if (other != null) {
            other.end();
        }
        CommandRun run = start.now();
        runs.put(rollout, run);
        return Optional.of(run);
    }

    /** The one longest unused; never one whose command still runs. */
    private void forgetOne() {
        if (newest.size() > MAX_REMEMBERED) {
            newest.keySet().stream()
                    .filter(rollout -> !runs.containsKey(rollout))
                    .findFirst()
                    .ifPresent(newest::remove);
        }
    }

    synchronized void ended(Fence fence, CommandRun run) {
        boolean _ = runs.remove(rollout(fence), run);
    }

    @Override
    public synchronized void close() {
        closed = true;
        runs.values().forEach(CommandRun::end);
        runs.clear();
    }

    private static String rollout(Fence fence) {
        int slash = fence.actionId().lastIndexOf('/');
        return slash < 0 ? fence.actionId() : fence.actionId().substring(0, slash);
    }
}
