/**
 * What the archive holds of one topic partition, written so that two archivers and any crash lose
 * nothing and store nothing twice. Imports the JDK alone; compression sits in {@code segment}.
 */
@NullMarked
package dev.kanit.ledger;

import org.jspecify.annotations.NullMarked;
