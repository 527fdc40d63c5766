package dev.kanit.bench.judge.trace;

import java.util.Set;

/** What happens in a rollout. Ticks count from the scenario's onset, 0 on. */
public sealed interface Effect {

    /** Factor on the canary's error rate. */
    default double errors(int tick) {
        return 1;
    }

    /** Factor on one of the canary's gauges. */
    default double gauge(int gauge, int tick) {
        return 1;
    }

    /** Factor on everything of every track. */
    default double shared(int tick) {
        return 1;
    }

    /** Whether nothing of the canary is measured. */
    default boolean silent() {
        return false;
    }

    /** Whether the canary's gauge shows the value of the onset for ever. */
    default boolean stuck(int gauge) {
        return false;
    }

    /** Nothing. */
    record None() implements Effect {}

    /** A dependency of both is in trouble. */
    record SharedIncident(double factor) implements Effect {
        @Override
        public double shared(int tick) {
            return factor;
        }
    }

    /** Something short, on the canary alone. */
    record Transient(double gauges, double errorRate, int ticks) implements Effect {
        @Override
        public double errors(int tick) {
            return tick < ticks ? errorRate : 1;
        }

        @Override
        public double gauge(int gauge, int tick) {
            return tick < ticks ? gauges : 1;
        }
    }

    /** Caches and compilers are cold: twice as slow at first, over within a few ticks. */
    record ColdStart() implements Effect {
        private static final double DECAY_TICKS = 1.5;

        @Override
        public double gauge(int gauge, int tick) {
            return 1 + StrictMath.exp(-tick / DECAY_TICKS);
        }
    }

    record MoreErrors(double factor) implements Effect {
        @Override
        public double errors(int tick) {
            return factor;
        }
    }

    /** Some gauges are higher. */
    record Slower(Set<Integer> gauges, double factor) implements Effect {
        public Slower {
            gauges = Set.copyOf(gauges);
        }

        @Override
        public double gauge(int gauge, int tick) {
            return gauges.contains(gauge) ? factor : 1;
        }
    }

    /** Some gauges grow by the same share of their level every tick. */
    record Ramp(Set<Integer> gauges, double sharePerTick) implements Effect {
        public Ramp {
            gauges = Set.copyOf(gauges);
        }

        @Override
        public double gauge(int gauge, int tick) {
            return gauges.contains(gauge) ? 1 + sharePerTick * tick : 1;
        }
    }

    /** The canary's telemetry is lost. */
    record Silent() implements Effect {
        @Override
        public boolean silent() {
            return true;
        }
    }

    /** The exporter of one gauge hangs. */
    record Stuck(int stuckGauge) implements Effect {
        @Override
        public boolean stuck(int gauge) {
            return gauge == stuckGauge;
        }
    }
}
