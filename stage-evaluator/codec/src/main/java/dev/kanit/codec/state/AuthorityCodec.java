package dev.kanit.codec.state;

import dev.kanit.decision.rollout.Authority;
import dev.kanit.decision.rollout.Exemption;
import java.util.ArrayList;
import java.util.List;

/** Who may steer, and which rules are set aside, as bytes and back. */
final class AuthorityCodec {

    private AuthorityCodec() {}

    static void write(Authority authority, ByteWriter out) {
        out.writeString(authority.requester());
        out.writeString(authority.commander());
        out.writeString(authority.offeredTo());
        out.writeLong(authority.overrides().size());
        for (Exemption override : authority.overrides()) {
            out.writeString(override.subject());
            out.writeString(override.by());
            out.writeLong(override.expiresAtMillis());
        }
        out.writeLong(authority.recentCommands().size());
        for (long digest : authority.recentCommands()) {
            out.writeLong(digest);
        }
    }

    static Authority read(ByteReader in) {
        String requester = in.readString();
        String commander = in.readString();
        String offeredTo = in.readString();
        List<Exemption> overrides = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            overrides.add(new Exemption(in.readString(), in.readString(), in.readLong()));
        }
        List<Long> recent = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            recent.add(in.readLong());
        }
        return new Authority(requester, commander, offeredTo, overrides, recent);
    }
}
