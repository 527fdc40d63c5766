package dev.kanit.evaluator.api;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Errors as RFC 9457 says. */
final class Problem {

    static final MediaType TYPE = MediaType.of("application/problem+json");

    private Problem() {}

    static MutableHttpResponse<Object> of(HttpStatus status, String detail) {
        return of(status, detail, List.of());
    }

    static MutableHttpResponse<Object> of(HttpStatus status, String detail, List<?> errors) {
        return HttpResponse.<Object>status(status)
                .contentType(TYPE)
                .body(body(status, detail, errors));
    }

    /** Nobody has the rollout just now; somebody will in a moment. */
    static MutableHttpResponse<Object> moving() {
        return of(HttpStatus.SERVICE_UNAVAILABLE, "partitions are moving; ask again in a moment")
                .header("Retry-After", "1");
    }

    static Map<String, Object> body(HttpStatus status, String detail, List<?> errors) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReason());
        problem.put("status", status.getCode());
        problem.put("detail", detail);
        if (!errors.isEmpty()) {
            problem.put("errors", errors);
        }
        return problem;
    }
}
