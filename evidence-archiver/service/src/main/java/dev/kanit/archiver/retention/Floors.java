package dev.kanit.archiver.retention;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.archiver.intake.Dispositions;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Floors that somebody asked for, on their way into the logs: a request lies in the store until the
 * archiver writes it before the partition's next record. So whoever prunes need not be the one who
 * archives. Thread-safe.
 */
public final class Floors implements Dispositions {

    private final EvidenceStore store;

    /** What is in the logs, as far as this process wrote it. */
    private final Map<LogId, Long> logged = new ConcurrentHashMap<>();

    public Floors(EvidenceStore store) {
        this.store = store;
    }

    /** Asks for a floor; the same again changes nothing. */
    public void request(LogId log, long below, String reason, long atMillis) throws IOException {
        boolean _ =
                store.createIfAbsent(
                        name(log, "requested", below), (atMillis + " " + reason).getBytes(UTF_8));
    }

    /** The highest floor that was asked for. */
    public OptionalLong requested(LogId log) throws IOException {
        return highest(directory(log, "requested"));
    }

    /** The highest floor that was written into the log. */
    public OptionalLong logged(LogId log) throws IOException {
        return highest(directory(log, "logged"));
    }

    private OptionalLong highest(String directory) throws IOException {
        List<String> names = store.list(directory);
        return names.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        Long.parseLong(names.getLast().substring(directory.length() + 1)));
    }

    @Override
    public List<Entry> before(LogId log, long nextOffset, List<Entry> records) {
        try {
            OptionalLong wanted = requested(log);
            if (wanted.isEmpty()
                    || wanted.getAsLong() > nextOffset
                    || wanted.getAsLong() <= loggedTo(log)) {
                return records;
            }
            Optional<byte[]> request = store.get(name(log, "requested", wanted.getAsLong()));
            String[] words = new String(request.orElseThrow(), UTF_8).split(" ", 2);
            List<Entry> entries = new ArrayList<>();
            entries.add(
                    new Entry.Disposition(
                            nextOffset, wanted.getAsLong(), words[1], Long.parseLong(words[0])));
            entries.addAll(records);
            return entries;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private long loggedTo(LogId log) throws IOException {
        Long known = logged.get(log);
        if (known == null) {
            known = logged(log).orElse(0);
            logged.put(log, known);
        }
        return known;
    }

    @Override
    public void stored(LogId log, List<Entry> entries) {
        if (entries.getFirst() instanceof Entry.Disposition disposition) {
            try {
                boolean _ =
                        store.createIfAbsent(
                                name(log, "logged", disposition.below()),
                                Long.toString(disposition.at()).getBytes(UTF_8));
                logged.merge(log, disposition.below(), Math::max);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private static String name(LogId log, String what, long below) {
        return "%s/%020d".formatted(directory(log, what), below);
    }

    private static String directory(LogId log, String what) {
        return "retention/" + log.path() + "/" + what;
    }
}
