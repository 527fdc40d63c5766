/**
 * Sets a feature flag over HTTP with signed, conditional and repeatable requests, as {@code
 * docs/flag-actuator.md} describes; its kill switch is the canary's scope.
 */
@NullMarked
package dev.kanit.executor.flag;

import org.jspecify.annotations.NullMarked;
