/**
 * Kafka for the tests of other modules. Testcontainers is an optional dependency here; a module
 * that wants it adds it to its own test scope.
 */
@NullMarked
package dev.kanit.embedded.testing;

import org.jspecify.annotations.NullMarked;
