/** Wires the decision core into Kafka Streams: names, stores, bytes; nothing that decides. */
@NullMarked
package dev.kanit.evaluator.topology;

import org.jspecify.annotations.NullMarked;
