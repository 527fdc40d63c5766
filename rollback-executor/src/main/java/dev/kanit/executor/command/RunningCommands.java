package dev.kanit.executor.command;

import dev.kanit.executor.plan.Fence;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * At most one command per rollout at a time: a newer order ends the older one's command, which
 * would otherwise go on behind its back. Thread-safe.
 */
final class RunningCommands implements AutoCloseable {

    private record Running(long generation, CommandRun run) {}

    private final Map<String, Running> runs = new HashMap<>();
    private boolean closed;

    /** Starts a command. */
    interface Start {
        CommandRun now() throws java.io.IOException;
    }

    /**
     * The command, started; nothing when a newer order's command runs, or this executor closes.
     *
     * @throws java.io.IOException when it could not be started
     */
    synchronized Optional<CommandRun> begin(Fence fence, Start start) throws java.io.IOException {
        Running other = runs.get(rollout(fence));
        if (closed || (other != null && other.generation() > fence.generation())) {
            return Optional.empty();
        }
        if (other != null) {
            other.run().end();
        }
        CommandRun run = start.now();
        runs.put(rollout(fence), new Running(fence.generation(), run));
        return Optional.of(run);
    }

    synchronized void ended(Fence fence, CommandRun run) {
        runs.computeIfPresent(
                rollout(fence), (_, running) -> running.run() == run ? null : running);
    }

    @Override
    public synchronized void close() {
        closed = true;
        runs.values().forEach(running -> running.run().end());
        runs.clear();
    }

    private static String rollout(Fence fence) {
        int slash = fence.actionId().lastIndexOf('/');
        return slash < 0 ? fence.actionId() : fence.actionId().substring(0, slash);
    }
}
