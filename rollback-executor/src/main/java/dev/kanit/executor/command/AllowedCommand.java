package dev.kanit.executor.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A command that the operator allowed.
 *
 * @param name as plans call it
 * @param run the program's absolute path and its arguments; an argument that is a placeholder as a
 *     whole is replaced by its value
 * @param directory that it runs in, absolute
 * @param within longest time that it may take, &gt; 0 to 5 min
 * @param environment names of this process's variables that it gets; it gets no others
 * @param secrets likewise, and their values are struck out of what it prints
 */
record AllowedCommand(
        String name,
        List<String> run,
        Path directory,
        Duration within,
        List<String> environment,
        List<String> secrets) {

    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int MAX_ARGUMENTS = 64;
    private static final Set<String> PLACEHOLDERS =
            Set.of("{weight}", "{value}", "{version}", "{action}", "{settings}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** Nothing that a program could take for an option or that would hide in a log. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9{][^\\p{Cntrl}]{0,8191}");

    AllowedCommand {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' (expected: a name of small letters, digits and dashes)");
        }
        if (run.isEmpty() || run.size() > MAX_ARGUMENTS || !Path.of(run.getFirst()).isAbsolute()) {
            throw new IllegalArgumentException(
                    "run of %s (expected: a program's absolute path and at most %d arguments)"
                            .formatted(name, MAX_ARGUMENTS - 1));
        }
        for (String argument : run) {
            if (argument.matches(".*\\{[a-z]*}.*") && !PLACEHOLDERS.contains(argument)) {
                throw new IllegalArgumentException(
                        "'%s' of %s (expected: one of %s as a whole argument)"
                                .formatted(
                                        argument, name, PLACEHOLDERS.stream().sorted().toList()));
            }
        }
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException(
                    "directory of " + name + ": " + directory + " (expected: an absolute path)");
        }
        if (!within.isPositive() || within.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "within of %s: %s (expected: > 0 to %s)".formatted(name, within, LONGEST));
        }
        run = List.copyOf(run);
        environment = List.copyOf(environment);
        secrets = List.copyOf(secrets);
    }

    /**
     * The argument vector.
     *
     * @param values of placeholders, by the placeholder
     * @throws IllegalArgumentException when one has no value at this step, or one that is not safe
     */
    List<String> arguments(Map<String, String> values) {
        List<String> vector = new ArrayList<>();
        for (String argument : run) {
            if (!PLACEHOLDERS.contains(argument)) {
                vector.add(argument);
                continue;
            }
            String value = values.getOrDefault(argument, "");
            if (!SAFE.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "%s of command %s: '%s' (expected: text that begins with a letter or digit)"
                                .formatted(argument, name, value));
            }
            vector.add(value);
        }
        return vector;
    }
}
