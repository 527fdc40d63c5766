/**
 * The outbox: follows alerts and decisions, has what is due delivered, and writes each attempt and
 * its result to {@code rollout.deliveries}. That topic and those two are all the memory there is.
 */
@NullMarked
package dev.kanit.executor.outbox;

import org.jspecify.annotations.NullMarked;
