package dev.kanit.evaluator.people.users;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What users of the file show in the header {@code Authorization}. */
sealed interface UserTokens {

    String PREFIX = "kanit_";
    Pattern TOKEN = Pattern.compile("(?i:Bearer) (kanit_([0-9a-f]{16})_[0-9a-f]{64})");
    Pattern BASIC = Pattern.compile("(?i:Basic) ([A-Za-z0-9+/=]{1,4000})");

    record ByToken(String id, String secret) implements UserTokens {
        @Override
        public String toString() {
            return "ByToken[…]";
        }
    }

    record ByPassword(String name, String secret) implements UserTokens {
        @Override
        public String toString() {
            return "ByPassword[…]";
        }
    }

    /** Empty for what cannot be either. */
    static Optional<UserTokens> in(String authorization) {
        Matcher token = TOKEN.matcher(authorization);
        if (token.matches()) {
            return Optional.of(new ByToken(token.group(2), token.group(1)));
        }
        Matcher basic = BASIC.matcher(authorization);
        if (!basic.matches()) {
            return Optional.empty();
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(basic.group(1)), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            boolean isShort = pair.length() - colon - 1 <= UsersFile.MAX_PASSWORD;
            return colon > 0 && colon < pair.length() - 1 && isShort
                    ? Optional.of(
                            new ByPassword(pair.substring(0, colon), pair.substring(colon + 1)))
                    : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
