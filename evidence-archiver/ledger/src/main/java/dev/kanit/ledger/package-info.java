/**
 * What the archive holds of one topic partition, written so that two archivers and any crash lose
 * nothing and store nothing twice, and signed so that nobody can change it unnoticed: segments, the
 * tree that follows from them, its checkpoints, and the log over the checkpoints. Imports the JDK
 * alone; compression sits in {@code segment}.
 */
@NullMarked
package dev.kanit.ledger;

import org.jspecify.annotations.NullMarked;
