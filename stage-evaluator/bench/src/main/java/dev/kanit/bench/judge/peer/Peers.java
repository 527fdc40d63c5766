package dev.kanit.bench.judge.peer;

import java.util.List;

/** All peers. */
public final class Peers {

    private Peers() {}

    public static List<Peer> all() {
        return List.of(
                Kayenta.scored(),
                Kayenta.critical(),
                new Flagger(),
                new ArgoRollouts(),
                new Consecutive());
    }
}
