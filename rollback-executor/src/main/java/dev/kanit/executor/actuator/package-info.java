/**
 * What the executor asks of whoever shifts the traffic. Each kind of actuator has a package of its
 * own, with the one client library that it is about.
 */
@NullMarked
package dev.kanit.executor.actuator;

import org.jspecify.annotations.NullMarked;
