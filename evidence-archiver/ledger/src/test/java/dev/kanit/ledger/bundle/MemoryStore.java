package dev.kanit.ledger.bundle;

import dev.kanit.ledger.store.EvidenceStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A store that forgets, for tests that are not about durability. */
final class MemoryStore implements EvidenceStore {

    final TreeMap<String, byte[]> files = new TreeMap<>();

    @Override
    public Optional<byte[]> get(String name) {
        return Optional.ofNullable(files.get(name)).map(byte[]::clone);
    }

    @Override
    public Optional<byte[]> getRange(String name, long offset, int length) {
        return get(name)
                .map(
                        bytes ->
                                Arrays.copyOfRange(
                                        bytes,
                                        (int) offset,
                                        (int) Math.min(bytes.length, offset + length)));
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) {
        return files.putIfAbsent(name, content.clone()) == null;
    }

    @Override
    public boolean compareAndSet(String name, byte[] expected, byte[] content) {
        if (!Arrays.equals(files.get(name), expected)) {
            return false;
        }
        files.put(name, content.clone());
        return true;
    }

    @Override
    public List<String> list(String directory) {
        return files.keySet().stream()
                .filter(name -> name.startsWith(directory + "/"))
                .filter(name -> name.indexOf('/', directory.length() + 1) < 0)
                .toList();
    }

    @Override
    public List<String> directories(String directory) {
        return files.keySet().stream()
                .filter(name -> name.startsWith(directory + "/"))
                .filter(name -> name.indexOf('/', directory.length() + 1) > 0)
                .map(name -> name.substring(0, name.indexOf('/', directory.length() + 1)))
                .distinct()
                .toList();
    }

    @Override
    public void delete(String name) {
        files.remove(name);
    }
}
