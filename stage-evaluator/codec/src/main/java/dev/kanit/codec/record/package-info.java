/** The core's types from and to the Avro records of the topics. */
@NullMarked
package dev.kanit.codec.record;

import org.jspecify.annotations.NullMarked;
