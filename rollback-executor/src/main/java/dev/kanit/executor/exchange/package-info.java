/**
 * JSON over HTTP as actuators of our own interfaces need it: bounded, without redirects, signed
 * where the receiver asks for it.
 */
@NullMarked
package dev.kanit.executor.exchange;

import org.jspecify.annotations.NullMarked;
