package dev.kanit.standalone.cli;

import dev.kanit.schemas.cluster.ClusterChanges;
import dev.kanit.schemas.cluster.ClusterPlan;
import dev.kanit.schemas.cluster.ClusterSurvey;
import dev.kanit.schemas.cluster.ClusterWish;
import dev.kanit.schemas.cluster.Difference;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kanit topics}: the topics and rights of a Kafka cluster, compared and mended. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Compares a Kafka cluster with what Kanıt needs, and mends it.",
        subcommands = {TopicsCommand.Plan.class, TopicsCommand.Apply.class})
final class TopicsCommand {

    @Command(
            name = "plan",
            mixinStandardHelpOptions = true,
            description = "Shows missing topics and drift; changes nothing.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:the cluster is as it should be",
                "1:the cluster cannot be asked",
                "2:wrong usage",
                "11:it differs"
            })
    static final class Plan implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;
        @Mixin private ClusterOptions cluster = new ClusterOptions();

        @Override
        public Integer call() throws IOException {
            ClusterWish wish = cluster.wish(CommandOutput.commandLine(spec));
            try (Admin admin = Admin.create(cluster.clientSettings())) {
                ClusterPlan plan =
                        ClusterPlan.of(ClusterSurvey.read(admin, wish.rights().isPresent()), wish);
                new TopicsReport(cluster.bootstrap(), plan, List.of(), plan.differences())
                        .print(CommandOutput.of(spec).out(), cluster.json());
                return plan.differences().isEmpty() ? ExitCodes.OK : ExitCodes.DIFFERS;
            }
        }
    }

    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            description = {
                "Creates what is missing and sets what differs.",
                "Deletes nothing and makes nothing smaller; says what it leaves to you."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:the cluster is as it should be now",
                "1:the cluster cannot be asked, or refused",
                "2:wrong usage",
                "11:something is left to you"
            })
    static final class Apply implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;
        @Mixin private ClusterOptions cluster = new ClusterOptions();

        @Override
        public Integer call() throws IOException {
            ClusterWish wish = cluster.wish(CommandOutput.commandLine(spec));
            try (Admin admin = Admin.create(cluster.clientSettings())) {
                List<Difference> mended = ClusterChanges.apply(admin, wish);
                ClusterPlan plan =
                        ClusterPlan.of(ClusterSurvey.read(admin, wish.rights().isPresent()), wish);
                List<Difference> left = plan.differences();
                new TopicsReport(cluster.bootstrap(), plan, mended, left)
                        .print(CommandOutput.of(spec).out(), cluster.json());
                return left.isEmpty() ? ExitCodes.OK : ExitCodes.DIFFERS;
            }
        }
    }
}
