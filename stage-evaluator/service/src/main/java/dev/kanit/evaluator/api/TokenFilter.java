package dev.kanit.evaluator.api;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/** Nobody reads or steers a rollout without the token. */
@ServerFilter("/v1/**")
@Requires(beans = ApiToken.class)
final class TokenFilter {

    private final ApiToken token;

    TokenFilter(ApiToken token) {
        this.token = token;
    }

    @RequestFilter
    @Nullable HttpResponse<?> check(HttpRequest<?> request) {
        String shown = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        boolean isAtGate = request.getPath().startsWith("/v1/gates/");
        boolean isKnown = shown != null && (isAtGate ? token.opensGates(shown) : token.isIn(shown));
        return isKnown
                ? null
                : Problem.of(HttpStatus.UNAUTHORIZED, "authorization (expected: a bearer token)")
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
}
