package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.merkle.RangeProof;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.segment.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Genuine is not complete: what was never written is not in a tree either. */
final class CompletenessTest {

    private static final String DECISIONS = BundleArchive.DECISIONS;
    private static final String SIGNALS = BundleArchive.SIGNALS;
    private static final String TICKS = BundleArchive.TICKS;
    private static final String DELIVERIES = Following.TOPIC;
    private static final String EXECUTOR = "/kanit/rollback-executor/1/deliveries";
    private static final String EVALUATOR = BundleArchive.EVALUATOR;
    private static final String COLLECTOR = BundleArchive.COLLECTOR;

    private final BundleArchive archive = new BundleArchive();

    @Test
    void anOpenRolloutIsNotCollectedYet() throws Exception {
        archive.send(DECISIONS, "r", EVALUATOR, "started");

        assertThat(archive.collect("r"))
                .isEqualTo(
                        new Collected.NotYet(
                                "rollout.decisions: no record that closes the rollout"));
        assertThat(archive.collect("other")).isInstanceOf(Collected.NotYet.class);
    }

    @Test
    void recordsThatAreNotArchivedYetAreWaitedFor() throws Exception {
        archive.send(SIGNALS, "r", COLLECTOR, "one");
        archive.close("r", "rollout.decisions=1,rollout.signals=2");

        assertThat(archive.collect("r"))
                .isEqualTo(
                        new Collected.NotYet(
                                "rollout.signals: 1 records under a signed checkpoint (expected:"
                                        + " 2)"));
        archive.send(SIGNALS, "r", COLLECTOR, "two");
        assertThat(archive.collect("r")).isInstanceOf(Collected.Whole.class);
    }

    @Test
    void anUnclosedRolloutIsIncomplete() throws Exception {
        archive.send(DECISIONS, "r", EVALUATOR, "started");
        archive.close("r", "rollout.decisions=2");

        Verification verification = verify(withoutLast(archive.bundle("r"), DECISIONS));

        assertThat(verification.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(verification.findings())
                .extracting(Finding::toString)
                .contains(
                        "NEVER_CLOSED bundle: no record closes the rollout (expected: a decision"
                                + " with the header ce_closing)");
    }

    @Test
    void aRolloutWithoutDecisionsIsIncomplete() throws Exception {
        archive.send(SIGNALS, "r", COLLECTOR, "one");
        archive.close("r", "rollout.decisions=1,rollout.signals=1");
        Bundle bundle = archive.bundle("r");

        Verification verification =
                verify(
                        of(
                                bundle.logs().stream()
                                        .filter(log -> log.topic().equals(SIGNALS))
                                        .toList(),
                                List.of()));

        assertThat(verification.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(BundleVerifierTest.codes(verification))
                .contains(FindingCode.NO_DECISIONS, FindingCode.NEVER_CLOSED);
    }

    @Test
    void fewerRecordsThanTheClosingRecordCountsAreIncomplete() throws Exception {
        archive.send(SIGNALS, "r", COLLECTOR, "one");
        archive.send(SIGNALS, "r", COLLECTOR, "two");
        archive.close("r", "rollout.decisions=1,rollout.signals=2");

        Verification verification = verify(withoutLast(archive.bundle("r"), SIGNALS));

        assertThat(verification.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(verification.findings())
                .extracting(Finding::toString)
                .contains(
                        "COUNT_DIFFERS bundle: rollout.signals: 1 records (expected: 2, as the"
                                + " closing record counts)");
    }

    @Test
    void moreRecordsThanTheClosingRecordCountsAreNamed() throws Exception {
        archive.send(SIGNALS, "r", COLLECTOR, "one");
        archive.send(SIGNALS, "r", COLLECTOR, "two");
        archive.close("r", "rollout.decisions=1,rollout.signals=2");
        Bundle bundle = archive.bundle("r");
        BundleArchive less = new BundleArchive();
        archive.entries(SIGNALS).forEach(entry -> less.add(SIGNALS, entry));
        less.close("r", "rollout.decisions=1,rollout.signals=1");

        List<BundleLog> logs = List.of(less.bundle("r").logs().getFirst(), bundle.logs().getLast());
        Verification verification =
                BundleVerifier.verify(
                        BundleArchive.zip(of(logs, less.bundle("r").decisionProofs()), less.key),
                        Optional.empty());

        assertThat(verification.findings())
                .extracting(Finding::toString)
                .contains(
                        "COUNT_DIFFERS rollout.signals@101: beyond the 1 records that the closing"
                                + " record counts (expected: none)");
    }

    @Test
    void aNumberThatAProducerNeverWroteIsAVisibleGap() throws Exception {
        archive.send(SIGNALS, "r", COLLECTOR, "one");
        archive.send(SIGNALS, "r", COLLECTOR, "two");
        archive.send(SIGNALS, "r", COLLECTOR, "three");
        archive.lose(SIGNALS, 1);
        archive.close("r", "rollout.decisions=1,rollout.signals=2");

        Verification verification = verify(archive.bundle("r"));

        assertThat(verification.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(verification.findings().getFirst())
                .isEqualTo(
                        new Finding(
                                FindingCode.SEQUENCE_GAP,
                                new Place.RecordAt(SIGNALS, 102),
                                "numbers 2 to 2 of /kanit/signal-collector/1 are missing before"
                                        + " this record (expected: all)"));
    }

    @Test
    void aRecordThatDoesNotContinueItsProducersLastIsInvalid() throws Exception {
        archive.send(SIGNALS, "r", COLLECTOR, "one");
        archive.send(SIGNALS, "r", COLLECTOR, "two");
        Entry.Kept first = (Entry.Kept) archive.entries(SIGNALS).getFirst();
        archive.entries(SIGNALS)
                .set(
                        0,
                        new Entry.Kept(
                                first.offset(),
                                first.timestampMillis(),
                                first.key(),
                                BundleArchive.bytes("another one"),
                                first.headers()));
        archive.close("r", "rollout.decisions=1,rollout.signals=2");

        Verification verification = verify(archive.bundle("r"));

        assertThat(verification.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(verification.findings().getFirst().toString())
                .startsWith("CHAIN_BROKEN rollout.signals@101: number 2 of");
    }

    @Test
    void aNumberThatWasGivenTwiceIsInvalid() throws Exception {
        archive.send(SIGNALS, "r", COLLECTOR, "one");
        Entry.Kept first = (Entry.Kept) archive.entries(SIGNALS).getFirst();
        archive.add(
                SIGNALS,
                new Entry.Kept(
                        101,
                        first.timestampMillis(),
                        first.key(),
                        BundleArchive.bytes("fork"),
                        first.headers()));
        archive.close("r", "rollout.decisions=1,rollout.signals=2");

        Verification verification = verify(archive.bundle("r"));

        assertThat(verification.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(verification.findings().getFirst().toString())
                .startsWith("SEQUENCE_REPEATED rollout.signals@101: number 1 of");
    }

    @Test
    void aGapOfTheArchiveIsNamed() throws Exception {
        archive.send(SIGNALS, "r", COLLECTOR, "one");
        archive.add(SIGNALS, new Entry.Gap(101, 105, "retention"));
        archive.send(SIGNALS, "r", COLLECTOR, "two");
        archive.close("r", "rollout.decisions=1,rollout.signals=2");

        Verification verification = verify(archive.bundle("r"));

        assertThat(verification.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(verification.findings().getFirst().toString())
                .isEqualTo(
                        "ARCHIVE_GAP rollout.signals@101: offsets 101 to 104 are missing:"
                                + " retention (expected: every record)");
    }

    @Test
    void recordsThatWereRefusedBeforeTheStartAreNamedAndDoNotCount() throws Exception {
        archive.send(SIGNALS, "r", COLLECTOR, "before the start");
        archive.send(SIGNALS, "r", COLLECTOR, "one");
        archive.add(
                SIGNALS,
                new Entry.Kept(102, 1L, BundleArchive.bytes("r"), Entry.Bytes.of(null), List.of()));
        archive.send(SIGNALS, "r", COLLECTOR, "two");
        archive.send(SIGNALS, "r", COLLECTOR, "after the end");
        archive.consumed(SIGNALS, 101, 103);
        archive.close("r", "rollout.decisions=1,rollout.signals=2");

        Bundle bundle = archive.bundle("r");
        Verification verification = verify(bundle);

        assertThat(bundle.logs().getLast().records())
                .extracting(Entry.Kept::offset)
                .containsExactly(100L, 101L, 102L, 103L);
        assertThat(verification.verdict()).isEqualTo(Verdict.VALID_WITH_LIMITS);
        assertThat(verification.findings())
                .extracting(Finding::toString)
                .contains(
                        "OUTSIDE rollout.signals@100: 2 records carry the rollout's id and were no"
                                + " part of it: offsets 100, 102");
    }

    @Test
    void aRecordThatWasDroppedIsMissedAmongThoseThatWereRefused() throws Exception {
        archive.send(SIGNALS, "r", COLLECTOR, "before the start");
        archive.send(SIGNALS, "r", COLLECTOR, "one");
        archive.send(SIGNALS, "r", COLLECTOR, "two");
        archive.lose(SIGNALS, 1);
        archive.consumed(SIGNALS, 101, 102);
        archive.close("r", "rollout.decisions=1,rollout.signals=2");

        assertThat(archive.collect("r"))
                .isEqualTo(
                        new Collected.NotYet(
                                "rollout.signals: 1 records under a signed checkpoint (expected:"
                                        + " 2)"));
    }

    @Test
    void aConsumedRecordThatIsCalledOutsideIsMissed() throws Exception {
        archive.send(SIGNALS, "r", COLLECTOR, "one");
        archive.send(SIGNALS, "r", COLLECTOR, "two");
        archive.close("r", "rollout.decisions=1,rollout.signals=2");
        Bundle bundle = archive.bundle("r");
        BundleLog signals = bundle.logs().getLast();

        Verification verification =
                verify(
                        of(
                                List.of(bundle.logs().getFirst(), outside(signals, 100)),
                                bundle.decisionProofs()));

        assertThat(verification.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(BundleVerifierTest.codes(verification)).contains(FindingCode.COUNT_DIFFERS);
    }

    @Test
    void outsideNamesRecordsOfTheRolloutOnly() throws Exception {
        archive.send(SIGNALS, "r", COLLECTOR, "one");
        archive.close("r", "rollout.decisions=1,rollout.signals=1");
        Bundle bundle = archive.bundle("r");
        BundleLog signals = bundle.logs().getLast();

        Verification verification =
                verify(
                        of(
                                List.of(bundle.logs().getFirst(), outside(signals, 7)),
                                bundle.decisionProofs()));

        assertThat(BundleVerifierTest.codes(verification)).contains(FindingCode.MANIFEST_FORM);
    }

    private static BundleLog outside(BundleLog log, long offset) {
        return new BundleLog(
                log.topic(),
                log.id(),
                log.checkpoint(),
                log.head(),
                log.range(),
                log.leaves(),
                log.records(),
                log.payloadBelow(),
                List.of(offset));
    }

    @Test
    void partitionsUnderDifferentHeadsAreRefused() throws Exception {
        archive.send(SIGNALS, "r", COLLECTOR, "one");
        archive.close("r", "rollout.decisions=1,rollout.signals=1");
        Bundle first = archive.bundle("r");
        archive.send(SIGNALS, "other", COLLECTOR, "more");
        Bundle later = archive.bundle("r");

        Verification verification =
                verify(
                        of(
                                List.of(first.logs().getFirst(), later.logs().getLast()),
                                first.decisionProofs()));

        assertThat(verification.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(BundleVerifierTest.codes(verification)).contains(FindingCode.HEADS_DIFFER);
    }

    @Test
    void aTickThatWasOnItsWayWhenTheRolloutWasClosedFillsItsNumber() throws Exception {
        archive.send(TICKS, "r", EVALUATOR, "consumed");
        archive.send(TICKS, "r", EVALUATOR, "on its way");
        archive.close("r", "rollout.decisions=1,rollout.ticks=1");
        archive.send(TICKS, "r", EVALUATOR, "after");

        Verification verification = verify(archive.bundle("r"));

        assertThat(verification.verdict()).isEqualTo(Verdict.VALID_WITH_LIMITS);
        assertThat(verification.counted().records()).isEqualTo(3);
    }

    @Test
    void deliveriesThatFollowTheClosingRecordAreInTheBundleAndDoNotCount() throws Exception {
        archive.send(DELIVERIES, "r", EXECUTOR, "told of the hold");
        archive.close("r", "rollout.decisions=1");
        archive.send(DELIVERIES, "r", EXECUTOR, "told of the end");

        Verification verification = verify(archive.bundle("r"));

        assertThat(verification.verdict()).isEqualTo(Verdict.VALID_WITH_LIMITS);
        assertThat(verification.counted().records()).isEqualTo(3);
    }

    @Test
    void deliveryThatWasDroppedBetweenOthersIsMissed() throws Exception {
        archive.send(DELIVERIES, "r", EXECUTOR, "told of the hold");
        archive.send(DELIVERIES, "r", EXECUTOR, "told of the rollback");
        archive.send(DELIVERIES, "r", EXECUTOR, "told of the end");
        archive.lose(DELIVERIES, 1);
        archive.close("r", "rollout.decisions=1");

        Verification verification = verify(archive.bundle("r"));

        assertThat(verification.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(BundleVerifierTest.codes(verification)).contains(FindingCode.SEQUENCE_GAP);
    }

    @Test
    void aRolloutThatIsClosedTwiceIsInvalid() {
        Findings findings = new Findings();
        Link decision = link(7);
        Closing first = Closing.parse(7, "rollout.decisions=2");
        Closing second = Closing.parse(8, "rollout.decisions=2");

        new ClosingCheck(findings)
                .check(
                        List.of(first, second),
                        new TreeMap<>(Map.of(DECISIONS, List.of(decision, link(8)))));

        assertThat(findings.list())
                .extracting(Finding::code)
                .containsExactly(FindingCode.CLOSED_TWICE, FindingCode.COUNT_DIFFERS);
    }

    private static Link link(long offset) {
        Hash hash = Hash.of(new MerkleHasher().emptyRoot());
        return new Link(DECISIONS, offset, hash, offset, "", -1, Optional.empty(), hash);
    }

    @Test
    void anUnreadableClosingRecordClosesNothing() throws Exception {
        archive.send(DECISIONS, "r", EVALUATOR, "x", closing("rollout.decisions=one"));

        assertThat(archive.collect("r"))
                .isInstanceOfSatisfying(
                        Collected.Damaged.class,
                        damaged -> assertThat(damaged.why()).contains("offset 100: ce_closing: '"));
    }

    private static Entry.Header closing(String counts) {
        return BundleArchive.header(Closing.HEADER, counts);
    }

    /** Cuts the last record off and proves the rest, as an archiver could that hides something. */
    private static Bundle withoutLast(Bundle bundle, String topic) {
        List<BundleLog> logs =
                bundle.logs().stream()
                        .map(log -> log.topic().equals(topic) ? shorter(log) : log)
                        .toList();
        return of(
                logs,
                topic.equals(DECISIONS)
                        ? bundle.decisionProofs().subList(0, bundle.decisionProofs().size() - 1)
                        : bundle.decisionProofs());
    }

    private static BundleLog shorter(BundleLog log) {
        List<Hash> right =
                List.of(
                        Hash.of(
                                new MerkleHasher()
                                        .leaf(BundleArchive.list(log.leaves()).getLast())));
        return new BundleLog(
                log.topic(),
                log.id(),
                log.checkpoint(),
                log.head(),
                new RangeProof(
                        log.range().begin(),
                        log.range().end() - 1,
                        log.range().size(),
                        log.range().left(),
                        right),
                BundleArchive.first(log.leaves(), -1),
                log.records().subList(0, log.records().size() - 1),
                0);
    }

    private static Bundle of(List<BundleLog> logs, List<TlogProof> proofs) {
        return new Bundle(
                "r",
                BundleArchive.CLUSTER,
                Outcome.COMPLETED,
                0,
                logs,
                proofs,
                new BundleDocuments(BundleArchive.PLAN.getBytes(UTF_8)));
    }

    private Verification verify(Bundle bundle) throws Exception {
        return BundleVerifier.verify(BundleArchive.zip(bundle, archive.key), Optional.empty());
    }
}
