/**
 * A rollout as it runs: records in, records out. The evaluator and a replay both go through here,
 * so that a replay cannot differ from what it replays. Nothing here knows Kafka's clients or a
 * clock.
 */
@NullMarked
package dev.kanit.codec.run;

import org.jspecify.annotations.NullMarked;
