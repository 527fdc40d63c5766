/** Steers the weights of an HTTPRoute of the Gateway API. */
@NullMarked
package dev.kanit.executor.gateway;

import org.jspecify.annotations.NullMarked;
