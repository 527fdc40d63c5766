package dev.kanit.collector.check.file;

import dev.kanit.codec.check.CheckKind.Artifact;
import dev.kanit.collector.check.Judged;
import dev.kanit.collector.check.Seen;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs {@code artifact}: present, fresh, with the right digest. */
public final class ArtifactCheck {

    /** A file from further in the future says nothing of its age. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Places places;
    private final InstantSource clock;

    public ArtifactCheck(Places places, InstantSource clock) {
        this.places = places;
        this.clock = clock;
    }

    /**
     * Looks at the artifact.
     *
     * @throws IOException when it cannot be read
     */
    public Judged run(Artifact check) throws IOException, InterruptedException {
        Optional<Places.Found> found = places.fetch(check.location());
        if (found.isEmpty()) {
            return new Judged.Failed(Seen.of(check.location() + " is not there"));
        }
        String digest = found.get().sha256();
        List<String> seen = new ArrayList<>();
        seen.add(found.get().bytes().length + " bytes");
        boolean fresh = isFresh(check, found.get(), seen);
        boolean same = check.sha256().isEmpty() || check.sha256().get().equals(digest);
        if (!same) {
            seen.add("SHA-256 " + digest);
        }
        return Judged.of(
                fresh && same,
                Seen.of(String.join(", ", seen)).withArtifacts(Map.of(check.location(), digest)));
    }

    private boolean isFresh(Artifact check, Places.Found found, List<String> seen) {
        if (check.fresh().isEmpty()) {
            return true;
        }
        Optional<Instant> modified = found.modified();
        if (modified.isEmpty()) {
            seen.add("nobody says how old it is");
            return false;
        }
        Duration age = Duration.between(modified.get(), clock.instant());
        seen.add(age.toMinutes() + " min old");
        return age.compareTo(AHEAD.negated()) >= 0 && age.compareTo(check.fresh().get()) <= 0;
    }
}
