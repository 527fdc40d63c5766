/** Owns the life of the Kafka Streams instance: settings, start, health, close. */
@NullMarked
package dev.kanit.evaluator.streams;

import org.jspecify.annotations.NullMarked;
