package dev.kanit.ledger.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Remembers what was asked to be written, in order, also where the writer died over it. */
public final class RecordingStore implements EvidenceStore {

    /**
     * A write that was begun, or one that returned and took effect.
     *
     * @param content of the write, as characters of one byte
     */
    public record Write(String name, String content, boolean isDone) {}

    private final EvidenceStore store;
    private final Consumer<Write> writes;

    /**
     * @param writes gets each write before it is begun, and again when it has returned
     */
    public RecordingStore(EvidenceStore store, Consumer<Write> writes) {
        this.store = store;
        this.writes = writes;
    }

    private void record(String name, byte[] content, boolean isDone) {
        writes.accept(
                new Write(
                        name,
                        new String(content, java.nio.charset.StandardCharsets.ISO_8859_1),
                        isDone));
    }

    @Override
    public Optional<byte[]> get(String name) throws IOException {
        return store.get(name);
    }

    @Override
    public Optional<byte[]> getRange(String name, long offset, int length) throws IOException {
        return store.getRange(name, offset, length);
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) throws IOException {
        record(name, content, false);
        boolean isMine = store.createIfAbsent(name, content);
        record(name, content, isMine);
        return isMine;
    }

    @Override
    public Set<String> createAll(Map<String, byte[]> contents) throws IOException {
        contents.forEach((name, content) -> record(name, content, false));
        Set<String> existing = store.createAll(contents);
        contents.forEach((name, content) -> record(name, content, !existing.contains(name)));
        return existing;
    }

    @Override
    public boolean compareAndSet(String name, byte[] expected, byte[] content) throws IOException {
        record(name, content, false);
        boolean isSet = store.compareAndSet(name, expected, content);
        record(name, content, isSet);
        return isSet;
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return store.list(directory);
    }

    @Override
    public List<String> directories(String directory) throws IOException {
        return store.directories(directory);
    }

    @Override
    public void delete(String name) throws IOException {
        store.delete(name);
    }
}
