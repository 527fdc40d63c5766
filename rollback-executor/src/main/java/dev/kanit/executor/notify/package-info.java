/**
 * The pure core of telling people: which message is due to which channel, from what was alerted,
 * acknowledged and delivered. No clock, no Kafka, no HTTP; the same facts in any order give the
 * same state, so that a restart needs nothing but the topics.
 */
@NullMarked
package dev.kanit.executor.notify;

import org.jspecify.annotations.NullMarked;
