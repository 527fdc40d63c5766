package dev.kanit.evaluator.api;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** What the framework refuses by itself (404, 405, 413, 415, 400) is a problem document too. */
@Singleton
final class ProblemResponses implements ErrorResponseProcessor<Map<String, Object>> {

    @Override
    public MutableHttpResponse<Map<String, Object>> processResponse(
            ErrorContext context, MutableHttpResponse<?> response) {
        String detail =
                context.getErrors().isEmpty()
                        ? response.reason()
                        : context.getErrors().getFirst().getMessage();
        return HttpResponse.<Map<String, Object>>status(response.status())
                .contentType(Problem.TYPE)
                .body(Problem.body(response.status(), detail, List.of()));
    }
}
