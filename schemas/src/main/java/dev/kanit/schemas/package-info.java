/**
 * The wire contracts in Java: which topics exist, how a record becomes bytes, where its schema is
 * kept.
 *
 * <p>Values are Avro in the Confluent wire format; a subject is the full name of its record, the
 * same on every topic. Schemas are registered by an explicit step ({@link SchemaRegistration}) and
 * only looked up by services ({@link RecordCodec#open}), so that no service can change a contract
 * by being started.
 *
 * <p>May depend on Avro (with the Jackson it brings), on Kafka's clients, and on {@code
 * dev.kanit.wire}. Nothing else of ours.
 */
@NullMarked
package dev.kanit.schemas;

import org.jspecify.annotations.NullMarked;
