/**
 * What an auditor asks of a rollout's records: who asked for it, who approved, who carried it out,
 * what was measured and decided, and which controls that shows. Pure: records in, text out.
 */
@NullMarked
package dev.kanit.replay.audit;

import org.jspecify.annotations.NullMarked;
