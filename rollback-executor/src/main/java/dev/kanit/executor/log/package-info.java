/** The executor's side of Kafka: follows decisions, recalls and publishes outcomes. */
@NullMarked
package dev.kanit.executor.log;

import org.jspecify.annotations.NullMarked;
