/**
 * Reads an archive as an auditor does: from its files and a trust policy, without the archiver, its
 * keys or Kafka.
 */
@NullMarked
package dev.kanit.archiver.audit;

import org.jspecify.annotations.NullMarked;
