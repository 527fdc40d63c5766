package dev.kanit.evaluator.people.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.kanit.decision.rollout.Role;
import dev.kanit.evaluator.people.Caller;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a token with a right signature says, as far as it is believed. */
final class Claims {

    /** How far the issuer's clock may be from this one's. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final int MAX_ROLE_TEXTS = 200;
    private static final Pattern SPACE = Pattern.compile(" +");
    private static final Pattern DOT = Pattern.compile("\\.");

    private Claims() {}

    /** Empty when the token is not for us, not valid now, or names nobody. */
    static Optional<Caller> person(SignedJWT token, JwtSettings settings, Instant now) {
        try {
            JWTClaimsSet claims = token.getJWTClaimsSet();
            boolean isMeant =
                    settings.issuer().equals(claims.getIssuer())
                            && claims.getAudience().contains(settings.audience());
            if (!isMeant || !isValid(claims, now)) {
                return Optional.empty();
            }
            return name(token, settings)
                    .map(name -> new Caller.Person(name, roles(claims, settings)));
        } catch (ParseException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isValid(JWTClaimsSet claims, Instant now) {
        Date expires = claims.getExpirationTime();
        return expires != null
                && now.isBefore(expires.toInstant().plus(SKEW))
                && isPast(claims.getNotBeforeTime(), now)
                && isPast(claims.getIssueTime(), now);
    }

    private static boolean isPast(@Nullable Date date, Instant now) {
        return date == null || !date.toInstant().minus(SKEW).isAfter(now);
    }

    /** As it was sent: the library's claims turn a number for a subject into a text. */
    private static Optional<String> name(SignedJWT token, JwtSettings settings) {
        return Optional.ofNullable(token.getPayload().toJSONObject())
                .map(claims -> claims.get(settings.nameClaim()))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(Caller::isName);
    }

    private static Set<Role> roles(JWTClaimsSet claims, JwtSettings settings) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String text : texts(found(claims.getClaims(), settings.rolesClaim()))) {
            Role role = settings.roles().get(text);
            if (role != null) {
                roles.add(role);
            }
        }
        return roles;
    }

    /** A claim of that very name, or else what the dots lead to. */
    private static Optional<Object> found(Map<?, ?> claims, String path) {
        Object here = claims.get(path);
        if (here != null) {
            return Optional.of(here);
        }
        Object inner = claims;
        for (String step : DOT.split(path)) {
            inner = inner instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return Optional.ofNullable(inner);
    }

    private static List<String> texts(Optional<Object> claim) {
        return switch (claim.orElse("")) {
            case String text -> SPACE.splitAsStream(text).limit(MAX_ROLE_TEXTS).toList();
            case Collection<?> list ->
                    list.stream()
                            .limit(MAX_ROLE_TEXTS)
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .toList();
            default -> List.of();
        };
    }
}
