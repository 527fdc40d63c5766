/**
 * Asks a changed plan about rollouts that are over, and counts where it does better or worse than
 * what was decided then. Pure: files are read and lines are printed elsewhere.
 */
@NullMarked
package dev.kanit.replay.backtest;

import org.jspecify.annotations.NullMarked;
