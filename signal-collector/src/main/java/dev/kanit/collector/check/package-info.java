/**
 * How the answer to a check is judged: pure, without clock, network or files. What asks lies in the
 * packages below, one for each client library.
 */
@NullMarked
package dev.kanit.collector.check;

import org.jspecify.annotations.NullMarked;
