package dev.kanit.evaluator.api;

import dev.kanit.evaluator.api.RequestBody.TooLarge;
import dev.kanit.evaluator.people.Act;
import dev.kanit.evaluator.people.Admission;
import dev.kanit.evaluator.people.Caller;
import dev.kanit.evaluator.people.Door;
import dev.kanit.evaluator.people.PerMinute;
import dev.kanit.evaluator.people.RoleTable;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Nobody reads or steers a rollout whom the door does not let in. */
@ServerFilter("/v1/**")
@Requires(beans = Door.class)
final class TokenFilter {

    /** Wrong credentials of one address in a minute; beyond, only callers known already pass. */
    static final int MAX_FAILED = 30;

    private static final Pattern COMMANDS = Pattern.compile("/v1/rollouts/[^/]+/commands");
    private static final Pattern SNAPSHOTS = Pattern.compile("/v1/rollouts/[^/;]+/snapshots");
    private static final String START = "/v1/rollouts";
    private static final Pattern ROLLOUTS = Pattern.compile("/v1/rollouts(/[^/;]+)?");
    private static final String GATES = "/v1/gates/";

    private final Door door;
    private final Refusals refusals;
    private final @Nullable ApiToken token;
    private final PerMinute failed = new PerMinute(InstantSource.system(), MAX_FAILED);

    /**
     * @param token of the installation, whose gates' secret opens the gates; absent where people
     *     alone are known
     */
    TokenFilter(Door door, Refusals refusals, @Nullable ApiToken token) {
        this.door = door;
        this.refusals = refusals;
        this.token = token;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable HttpResponse<?> check(HttpRequest<?> request) {
        if (isMachines(request)) {
            return null;
        }
        if (opensGate(request)) {
            return isTooLarge(request) ? tooLarge() : null;
        }
        return switch (admission(request)) {
            case Admission.Refused(String detail) -> {
                refusals.stranger();
                yield Problem.of(HttpStatus.UNAUTHORIZED, detail)
                        .header(HttpHeaders.WWW_AUTHENTICATE, door.challenge());
            }
            case Admission.Unavailable(String detail) -> {
                refusals.stranger();
                yield detail.isEmpty()
                        ? Problem.of(
                                        HttpStatus.TOO_MANY_REQUESTS,
                                        "too many wrong credentials from this address")
                                .header("Retry-After", "60")
                        : Problem.of(HttpStatus.SERVICE_UNAVAILABLE, detail)
                                .header("Retry-After", "10");
            }
            case Admission.Admitted(Caller caller) -> admitted(request, caller);
        };
    }

    private @Nullable HttpResponse<?> admitted(HttpRequest<?> request, Caller caller) {
        Callers.set(request, caller);
        boolean isCommand = isPost(request) && COMMANDS.matcher(request.getPath()).matches();
        if (isCommand && isTooLarge(request)) {
            return tooLarge();
        }
        if (isCommand || (isPost(request) && request.getPath().equals(START))) {
            // What the body asks for decides; the controller has the body.
            return null;
        }
        Act act = isReading(request) ? new Act.Read() : new Act.Other();
        if (RoleTable.allows(caller, act)) {
            return null;
        }
        refusals.wrongRole();
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "needs a role (expected: " + RoleTable.neededInWords(act) + ")");
    }

    private Admission admission(HttpRequest<?> request) {
        List<String> shown = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
        if (shown.size() != 1 || shown.getFirst().length() > Door.MAX_HEADER) {
            return new Admission.Refused("authorization (expected: one header, of 8 KiB at most)");
        }
        Optional<Caller> known = door.known(shown.getFirst());
        if (known.isPresent()) {
            return new Admission.Admitted(known.get());
        }
        String address = request.getRemoteAddress().getAddress().getHostAddress();
        // Counted before the work is done: a flood that comes at once must not do it all.
        if (!failed.take(address)) {
            return new Admission.Unavailable("");
        }
        Admission admission = door.admit(shown.getFirst());
        if (!(admission instanceof Admission.Refused)) {
            failed.giveBack(address);
        }
        return admission;
    }

    /** Where people have names, pushed snapshots have the collector's own token, not a person's. */
    private boolean isMachines(HttpRequest<?> request) {
        return door.knowsPeople()
                && isPost(request)
                && SNAPSHOTS.matcher(request.getPath()).matches();
    }

    /** A gate is asked by a machine, with a secret that opens nothing else. */
    private boolean opensGate(HttpRequest<?> request) {
        ApiToken installation = token;
        List<String> shown = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
        return installation != null
                && (request.getPath().startsWith(GATES) || isForwardedReading(request))
                && shown.size() == 1
                && shown.getFirst().length() <= Door.MAX_HEADER
                && installation.opensGates(shown.getFirst());
    }

    /** What a gate asks another instance: it reads a rollout, or the list. */
    private static boolean isForwardedReading(HttpRequest<?> request) {
        return Peers.isForwarded(request)
                && isReading(request)
                && ROLLOUTS.matcher(request.getPath()).matches();
    }

    private static boolean isTooLarge(HttpRequest<?> request) {
        return request.getContentLength() > RequestBody.MAX_SMALL_BYTES;
    }

    private static HttpResponse<?> tooLarge() {
        TooLarge refused = new TooLarge();
        return Problem.of(refused.status(), String.valueOf(refused.getMessage()));
    }

    private static boolean isPost(HttpRequest<?> request) {
        return request.getMethod() == HttpMethod.POST;
    }

    private static boolean isReading(HttpRequest<?> request) {
        return request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
    }
}
