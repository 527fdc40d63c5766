package dev.kanit.codec.state;

import dev.kanit.decision.rule.Streaks;

/** Streaks as bytes: only the triggers whose conditions hold take space. */
final class StreaksCodec {

    private StreaksCodec() {}

    static void write(Streaks streaks, ByteWriter out) {
        int running = 0;
        for (int trigger = 0; trigger < streaks.size(); trigger++) {
            running += isRunning(streaks, trigger) ? 1 : 0;
        }
        out.writeLong(running);
        for (int trigger = 0; trigger < streaks.size(); trigger++) {
            if (isRunning(streaks, trigger)) {
                out.writeLong(trigger);
                out.writeLong(streaks.sinceMillis(trigger));
                out.writeLong(streaks.lastMillis(trigger) - streaks.sinceMillis(trigger));
                out.writeLong(streaks.looks(trigger));
                out.writeLong(streaks.blindLooks(trigger));
                out.writeByte(streaks.fired(trigger) ? 1 : 0);
            }
        }
    }

    static Streaks read(int triggers, ByteReader in) {
        Streaks none = Streaks.none(triggers);
        int running = in.readInt();
        if (running == 0) {
            return none;
        }
        long[] since = new long[triggers];
        long[] last = new long[triggers];
        int[] looks = new int[triggers];
        int[] blindLooks = new int[triggers];
        boolean[] fired = new boolean[triggers];
        for (int trigger = 0; trigger < triggers; trigger++) {
            since[trigger] = Streaks.NONE;
            last[trigger] = Streaks.NONE;
        }
        for (int count = 0; count < running; count++) {
            int trigger = in.readInt();
            since[trigger] = in.readLong();
            last[trigger] = since[trigger] + in.readLong();
            looks[trigger] = in.readInt();
            blindLooks[trigger] = in.readInt();
            fired[trigger] = in.readByte() != 0;
        }
        return new Streaks(since, last, looks, blindLooks, fired);
    }

    private static boolean isRunning(Streaks streaks, int trigger) {
        return streaks.sinceMillis(trigger) != Streaks.NONE;
    }
}
