/**
 * A real Kafka (KRaft) and a schema registry inside the JVM, for the standalone program and for
 * tests.
 *
 * <p>This package alone touches Kafka's non-public classes. Everything listens on the loopback
 * address only and asks nobody who they are. May depend on {@code dev.kanit.schemas}, on the Kafka
 * broker, and on the JDK's HTTP server.
 */
@NullMarked
package dev.kanit.embedded;

import org.jspecify.annotations.NullMarked;
