/** Broker, registry and the four services, started and stopped as one. */
@NullMarked
package dev.kanit.standalone.platform;

import org.jspecify.annotations.NullMarked;
