package dev.kanit.collector.check.run;

import dev.kanit.codec.plan.PlanVariables;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the operator opens to checks. Whoever writes a plan chooses where requests go, so a database
 * is named and never filled into a text, a program is named and never spelled out, and files are
 * below one directory.
 *
 * @param variables values for {@code ${NAME}} in addresses, headers and bodies
 * @param databases JDBC URLs by the name of the variable that holds them
 * @param programs by the operator's name for them
 * @param files what files are below; without it there are none
 */
public record CheckAccess(
        Map<String, String> variables,
        Map<String, String> databases,
        Map<String, Path> programs,
        Optional<Path> files) {

    /** Names the variables with JDBC URLs that checks may ask, separated by commas. */
    public static final String DATABASES = "KANIT_CHECK_DATABASES";

    /** {@code name=/path/to/program}, separated by commas. */
    public static final String COMMANDS = "KANIT_CHECK_COMMANDS";

    /** The directory that artifacts lie below. */
    public static final String FILES = "KANIT_CHECK_FILES";

    public CheckAccess {
        variables = Map.copyOf(variables);
        databases = Map.copyOf(databases);
        programs = Map.copyOf(programs);
        programs.forEach(
                (name, program) -> {
                    if (!program.isAbsolute()) {
                        throw new IllegalArgumentException(
                                "program "
                                        + name
                                        + ": "
                                        + program
                                        + " (expected: an absolute path)");
                    }
                });
    }

    /** Only variables; no database, no program, no file. */
    public static CheckAccess of(SortedMap<String, String> variables) {
        return new CheckAccess(variables, Map.of(), Map.of(), Optional.empty());
    }

    /**
     * What a process environment opens.
     *
     * @throws IllegalArgumentException when {@value #COMMANDS} is not as described
     */
    public static CheckAccess of(Map<String, String> environment) {
        Map<String, String> databases = new TreeMap<>();
        for (String name : list(environment, DATABASES)) {
            String url = environment.get(name);
            if (url != null) {
                databases.put(name, url);
            }
        }
        Map<String, Path> programs = new TreeMap<>();
        for (String one : list(environment, COMMANDS)) {
            int equals = one.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        COMMANDS + ": '" + one + "' (expected: name=/path/to/program)");
            }
            programs.put(
                    one.substring(0, equals).strip(), Path.of(one.substring(equals + 1).strip()));
        }
        return new CheckAccess(
                PlanVariables.of(environment),
                databases,
                programs,
                Optional.ofNullable(environment.get(FILES)).map(Path::of));
    }

    /** Everything that must not stand in a record. */
    public Map<String, String> secrets() {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(databases);
        return all;
    }

    private static Collection<String> list(Map<String, String> environment, String key) {
        return Arrays.stream(environment.getOrDefault(key, "").split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    /** Prints no value that may be secret. */
    @Override
    public String toString() {
        return "CheckAccess[variables="
                + variables.keySet()
                + ", databases="
                + databases.keySet()
                + ", programs="
                + programs
                + ", files="
                + files
                + "]";
    }
}
