package dev.kanit.evaluator.api;

import dev.kanit.evaluator.api.RequestBody.BadRequest;
import dev.kanit.evaluator.people.Act;
import dev.kanit.evaluator.people.Caller;
import dev.kanit.evaluator.people.RoleTable;
import dev.kanit.wire.CommandKind;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import java.util.List;
import java.util.Optional;

/**
 * Who stands under a command.
 *
 * @param name of a person whom the door knows; where it knows none, what the body says
 * @param roles of the person, or the mark of the installation's token
 */
record Signature(String name, List<String> roles) {

    /**
     * The signature of the request's caller.
     *
     * @throws BadRequest when the installation's token came without a name
     * @throws NotAllowed 403 for a wrong role, 422 when somebody signs for another
     */
    static Signature of(HttpRequest<?> request, CommandKind kind, RequestBody body)
            throws BadRequest, NotAllowed {
        Caller caller = Callers.of(request);
        Optional<String> by =
                switch (caller) {
                    case Caller.Installation _ -> Optional.of(body.text("by", Caller.MAX_NAME));
                    case Caller.Person _ -> body.find("by", Caller.MAX_NAME);
                };
        Optional<String> name = caller.signature(by);
        if (name.isEmpty()) {
            throw new NotAllowed(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    caller,
                    "by: another name (expected: your own, or none)");
        }
        Act act = new Act.Command(kind);
        if (!RoleTable.allows(caller, act)) {
            throw new NotAllowed(
                    HttpStatus.FORBIDDEN,
                    caller,
                    kind + " needs a role (expected: " + RoleTable.neededInWords(act) + ")");
        }
        return new Signature(name.get(), caller.roleNames());
    }
}
