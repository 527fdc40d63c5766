package dev.kanit.bench.judge.peer;

import java.util.List;

/** A judge of others with all settings that are tried. */
public interface Peer {

    /** Stands for "not rolled back". */
    int NEVER = -1;

    String name();

    /** What the settings are called; the first is the default. */
    List<String> settings();

    /** The tick in which each setting rolls back, or {@link #NEVER}. */
    int[] rollbacks(Watched watched);
}
