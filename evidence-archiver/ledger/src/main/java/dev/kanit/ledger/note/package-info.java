/**
 * Signed notes of C2SP and what is written in them: checkpoints, cosignatures, single-file proofs,
 * and the policy that says whose signatures count. Ed25519 of the JDK. Reading throws {@link
 * dev.kanit.ledger.note.MalformedNoteException} for what is not the one spelling of its form;
 * whether something is true is said by values.
 */
@NullMarked
package dev.kanit.ledger.note;

import org.jspecify.annotations.NullMarked;
