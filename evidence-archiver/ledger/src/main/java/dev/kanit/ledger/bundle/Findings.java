package dev.kanit.ledger.bundle;

import java.util.ArrayList;
import java.util.List;

/** What a verification has found so far. */
final class Findings {

    private final List<Finding> list = new ArrayList<>();
    private Verdict verdict = Verdict.VALID;
    private long omitted;

    void add(Finding finding) {
        verdict = verdict.worseOf(finding.code().best());
        if (list.size() < BundleLimits.MAX_FINDINGS) {
            list.add(finding);
        } else {
            omitted++;
        }
    }

    void bundle(FindingCode code, String sentence) {
        add(new Finding(code, new Place.Bundle(), sentence));
    }

    void entry(FindingCode code, String name, String sentence) {
        add(new Finding(code, new Place.ZipEntry(name), sentence));
    }

    void record(FindingCode code, String topic, long offset, String sentence) {
        add(new Finding(code, new Place.RecordAt(topic, offset), sentence));
    }

    List<Finding> list() {
        return list;
    }

    Verdict verdict() {
        return verdict;
    }

    /** Findings that the list had no room for. */
    long omitted() {
        return omitted;
    }
}
