/**
 * A scoring service whose machine-learned scorer goes live behind a feature flag: real requests and
 * answers, with scores that a fixed sequence makes up.
 */
@NullMarked
package dev.kanit.sampletarget.ml;

import org.jspecify.annotations.NullMarked;
