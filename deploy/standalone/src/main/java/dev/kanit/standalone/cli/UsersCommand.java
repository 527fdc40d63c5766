package dev.kanit.standalone.cli;

import dev.kanit.decision.rollout.Role;
import dev.kanit.evaluator.people.users.UsersFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code kanit users}: who may do what, in a file that the API reads. */
@Command(
        name = "users",
        mixinStandardHelpOptions = true,
        description = "Adds, lists and removes the people of a users file.",
        subcommands = {
            UsersCommand.Add.class,
            UsersCommand.ListAll.class,
            UsersCommand.Remove.class
        })
final class UsersCommand {

    /** Which file. */
    static final class FileOption {
        @Option(names = "--file", description = "The users file; .kanit/users.json by default.")
        private @Nullable Path file;

        UsersFile open() {
            return new UsersFile(
                    file != null
                            ? file
                            : CommandOutput.home().resolve(".kanit").resolve("users.json"));
        }
    }

    /** Roles as files spell them. */
    static final class RoleSpelling implements ITypeConverter<Role> {
        @Override
        public Role convert(String text) {
            return Role.spelled(text)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "'"
                                                    + text
                                                    + "' (expected: viewer, operator,"
                                                    + " incident-commander, approver or"
                                                    + " auditor)"));
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds somebody and prints their token, this once.")
    static final class Add implements Callable<Integer> {
        private static final int MAX_LINE = 1_000;

        @Spec private @Nullable CommandSpec spec;
        @Mixin private FileOption users = new FileOption();

        @Parameters(paramLabel = "NAME", description = "As it will stand in records.")
        private String name = "";

        @Option(
                names = "--role",
                required = true,
                converter = RoleSpelling.class,
                description =
                        "viewer, operator, incident-commander, approver or auditor; may be"
                                + " repeated.")
        private List<Role> roles = new ArrayList<>();

        @Option(
                names = "--password-stdin",
                description = "Takes a password from the first line of the standard input instead.")
        private boolean password;

        @Override
        public Integer call() throws IOException {
            Set<Role> all = EnumSet.copyOf(roles);
            var out = CommandOutput.of(spec).out();
            if (password) {
                byte[] line = System.in.readNBytes(MAX_LINE);
                users.open()
                        .addWithPassword(
                                name,
                                all,
                                new String(line, StandardCharsets.UTF_8)
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
                out.println("added " + name);
            } else {
                out.println(users.open().addWithToken(name, all));
            }
            return ExitCodes.OK;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "One line a person.")
    static final class ListAll implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;
        @Mixin private FileOption users = new FileOption();

        @Override
        public Integer call() throws IOException {
            var out = CommandOutput.of(spec).out();
            for (UsersFile.Listed one : users.open().list()) {
                out.println(
                        one.name()
                                + "  "
                                + String.join(",", one.roles())
                                + "  "
                                + one.credential());
            }
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Takes somebody out; the API hears of it with the next request.")
    static final class Remove implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;
        @Mixin private FileOption users = new FileOption();

        @Parameters(paramLabel = "NAME", description = "Of the person.")
        private String name = "";

        @Override
        public Integer call() throws IOException {
            users.open().remove(name);
            CommandOutput.of(spec).out().println("removed " + name);
            return ExitCodes.OK;
        }
    }
}
