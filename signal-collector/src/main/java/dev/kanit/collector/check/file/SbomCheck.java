package dev.kanit.collector.check.file;

import dev.kanit.codec.check.CheckKind.Sbom;
import dev.kanit.collector.check.Judged;
import dev.kanit.collector.check.Licences;
import dev.kanit.collector.check.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Runs {@code sbom}: what licences the canary version adds. */
public final class SbomCheck {

    private final Places places;

    public SbomCheck(Places places) {
        this.places = places;
    }

    /**
     * Compares two SBOMs.
     *
     * @throws IOException when one cannot be read
     */
    public Judged run(Sbom check) throws IOException, InterruptedException {
        SortedMap<String, String> digests = new TreeMap<>();
        Optional<Licences> before = licences(check.before(), digests);
        Optional<Licences> after = licences(check.after(), digests);
        if (before.isEmpty() || after.isEmpty()) {
            return Judged.errored(
                    (before.isEmpty() ? check.before() : check.after())
                            + " is missing or no SBOM (expected: CycloneDX or SPDX 2, as JSON)");
        }
        if (after.get().byComponent().isEmpty()) {
            return Judged.errored(
                    check.after() + " names no licence (expected: at least one, to be judged)");
        }
        SortedSet<String> denied = after.get().newlyDenied(before.get(), check.deny());
        String text =
                denied.isEmpty()
                        ? "none among " + after.get().byComponent().size() + " components"
                        : denied.size() + " new: " + String.join("; ", denied);
        List<String> findings = new ArrayList<>(denied);
        if (!after.get().silent().isEmpty()) {
            // First: what cannot be judged must not fall to the limit of findings.
            findings.addFirst(
                    after.get().silent().size()
                            + " components name no licence, so nothing is said of them: "
                            + String.join(", ", after.get().silent()));
        }
        return Judged.of(
                denied.isEmpty(), Seen.of(text).withFindings(findings).withArtifacts(digests));
    }

    private Optional<Licences> licences(String location, SortedMap<String, String> digests)
            throws IOException, InterruptedException {
        Optional<Places.Found> found = places.fetch(location);
        found.ifPresent(one -> digests.put(location, one.sha256()));
        return found.flatMap(one -> Licences.read(one.bytes()));
    }
}
