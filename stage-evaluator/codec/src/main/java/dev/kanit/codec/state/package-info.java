/**
 * A rollout's state as bytes and back: small, versioned, exact to the bit. One value for what every
 * snapshot changes, one for each closed bucket.
 */
@NullMarked
package dev.kanit.codec.state;

import org.jspecify.annotations.NullMarked;
