@NullMarked
package dev.kanit.replay.backtest;

import org.jspecify.annotations.NullMarked;
