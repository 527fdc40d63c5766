package dev.kanit.evaluator.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** One token for all: who has it is the single operator, and says who they are. */
public final class InstallationDoor implements Door {

    private final byte[] header;

    public InstallationDoor(String secret) {
        this.header = ("Bearer " + secret).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<Caller> known(String authorization) {
        return MessageDigest.isEqual(header, authorization.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(new Caller.Installation())
                : Optional.empty();
    }

    @Override
    public Admission admit(String authorization) {
        return known(authorization)
                .<Admission>map(Admission.Admitted::new)
                .orElseGet(() -> new Admission.Refused("authorization (expected: a bearer token)"));
    }

    @Override
    public String challenge() {
        return "Bearer";
    }

    @Override
    public boolean knowsPeople() {
        return false;
    }
}
