package dev.kanit.bench.judge.trace;

/** Every second real series chose the judge's parameters; the others are reported. */
public enum Half {
    CHOOSING,
    REPORTED;

    boolean has(int index) {
        return (index % 2 == 0) == (this == CHOOSING);
    }
}
