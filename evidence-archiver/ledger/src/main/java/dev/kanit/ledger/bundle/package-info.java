/**
 * The evidence bundle {@code <rollout>.evidence.zip}, format 1: its writer, its collector and its
 * offline verifier, which needs nothing but the file, a trust policy and the JDK.
 *
 * <h2>Layout</h2>
 *
 * <ul>
 *   <li>{@code manifest.dsse.json}, first and stored: a DSSE envelope around an in-toto Statement
 *       ({@link dev.kanit.ledger.bundle.Manifest}) with the digest of every other entry.
 *   <li>{@code logs/<topic>/checkpoint}, {@code head.tlog-proof}, {@code range.json}, {@code
 *       entries}, {@code records.ndjson}: per topic with records of the rollout, the leaves from
 *       its first to its last record, those of other rollouts included, proven to be exactly those
 *       of the signed tree; and the rollout's own records.
 *   <li>{@code proofs/<number>.tlog-proof}: one per record of {@code rollout.decisions}, numbered
 *       in the order of their offsets from {@code 000001}, under the checkpoint of that topic.
 *   <li>{@code plan.yaml}, and if there are any {@code schemas/<id>.avsc}, {@code
 *       readable/*.ndjson}, {@code report.html}, {@code attachments/*}: vouched for by the manifest
 *       alone.
 * </ul>
 *
 * <p>There is one spelling of everything: fixed zip times, no flags, no extra fields, no comments,
 * entries one after the other and sorted by name, JSON with fixed keys. The manifest also holds the
 * digest of the compressed bytes, so a bundle that was unpacked and packed again is another file.
 * All sizes are bounded by {@link dev.kanit.ledger.bundle.BundleLimits}.
 *
 * <h2>Whom to trust</h2>
 *
 * <p>The archiver signs every log under the log's own origin with one key, so a policy ({@code
 * c2sp.org/tlog-policy}) need not list them: a {@code log} line trusts its public key for the
 * origin that is its name and for all below it. The manifest is signed under the name {@code
 * kanit/<cluster>}, hence the manifest's {@code keyid} is the line to compare:
 *
 * <pre>
 *   log kanit/Z5m2YzV3T0m7+3f0c1a2b+AT...
 *   witness W1 witness.example/w1+9a8b7c6d+BA...
 *   witness W2 witness.example/w2+1a2b3c4d+BA...
 *   group both all W1 W2
 *   quorum both
 * </pre>
 *
 * <p>The witnesses' cosignatures stand on the checkpoint of the heads log. {@code quorum none} asks
 * for nobody, as the format says; what one key alone signed is then trusted, but only {@link
 * dev.kanit.ledger.bundle.Verdict#VALID_WITH_LIMITS}, unless a witness of the policy cosigned
 * nevertheless. Without a policy the keys are whatever the bundle says, which is a limit, too; all
 * signatures must then be by the manifest's key.
 *
 * <h2>Payload that expired</h2>
 *
 * <p>The manifest may say of a log that payload below an offset is gone ({@code payloadBelow}).
 * Leaves below it need no record; their proofs stay as they were.
 */
@NullMarked
package dev.kanit.ledger.bundle;

import org.jspecify.annotations.NullMarked;
