package dev.kanit.executor.channel;

import dev.kanit.codec.plan.Address;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Values of {@code ${NAME}}; only the operator's named variables are open to plans. */
public final class References {

    /** Names the variables that channels of plans may use, separated by commas. */
    public static final String ALLOWED = "KANIT_NOTIFY_VARIABLES";

    private final UnaryOperator<String> variables;

    /**
     * @param variables value of a variable, the empty text when there is none or it is not open
     */
    public References(UnaryOperator<String> variables) {
        this.variables = variables;
    }

    /** The values that {@value #ALLOWED} of an environment opens; without it none. */
    public static UnaryOperator<String> allowed(Map<String, String> environment) {
        Set<String> open =
                Arrays.stream(environment.getOrDefault(ALLOWED, "").split(","))
                        .map(String::strip)
                        .collect(Collectors.toUnmodifiableSet());
        return name -> open.contains(name) ? environment.getOrDefault(name, "") : "";
    }

    /** The value; empty when the reference has none here. */
    public Optional<String> value(Address address) {
        Optional<String> name = address.reference();
        return name.isEmpty()
                ? Optional.of(address.spelled())
                : name.map(variables).map(String::strip).filter(value -> !value.isEmpty());
    }
}
