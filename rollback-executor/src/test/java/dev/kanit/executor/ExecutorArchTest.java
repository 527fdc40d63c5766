package dev.kanit.executor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
        packages = "dev.kanit.executor",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ExecutorArchTest {

    @ArchTest
    static final ArchRule plansWithoutTheWorld =
            classes()
                    .that()
                    .resideInAPackage("dev.kanit.executor.plan")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.executor.plan",
                            "java.lang..",
                            "java.math",
                            "java.time",
                            "java.util..",
                            "org.jspecify.annotations")
                    .because("plans are data: let run or an actuator do what touches the world");

    @ArchTest
    static final ArchRule plansWithoutAClock =
            noClasses()
                    .that()
                    .resideInAPackage("dev.kanit.executor.plan")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class)
                    .because("the runner measures time and hands outcomes to the plan");

    @ArchTest
    static final ArchRule tellingWithoutTheWorld =
            classes()
                    .that()
                    .resideInAPackage("dev.kanit.executor.notify")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.executor.notify",
                            "dev.kanit.codec.plan",
                            "java.lang..",
                            "java.nio.charset",
                            "java.time",
                            "java.util..",
                            "org.jspecify.annotations")
                    .because("what is due is worked out: outbox has Kafka, a channel its receiver");

    @ArchTest
    static final ArchRule tellingWithoutAClock =
            noClasses()
                    .that()
                    .resideInAPackage("dev.kanit.executor.notify")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class)
                    .because("time is handed in by outbox, so that a simulation can be time");

    @ArchTest
    static final ArchRule mailStaysInItsChannel =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.kanit.executor.email")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
                    .because("a channel package has its client to itself");

    @ArchTest
    static final ArchRule channelsWithoutKafka =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.kanit.executor.channel",
                            "dev.kanit.executor.slack",
                            "dev.kanit.executor.pagerduty",
                            "dev.kanit.executor.alertmanager",
                            "dev.kanit.executor.webhook",
                            "dev.kanit.executor.email",
                            "dev.kanit.executor.statuspage",
                            "dev.kanit.executor.telling")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", "dev.kanit.wire..")
                    .because("a channel carries one message: the outbox has the log");

    @ArchTest
    static final ArchRule runsWithoutKafkaOrAnyClient =
            noClasses()
                    .that()
                    .resideInAnyPackage("dev.kanit.executor.run", "dev.kanit.executor.actuator")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.kafka..",
                            "io.kubernetes..",
                            "java.net.http..",
                            "dev.kanit.wire..")
                    .because("Kafka belongs into log, and a client into its actuator's package");

    @ArchTest
    static final ArchRule kubernetesStaysInItsRoom =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.kanit.executor.kubernetes", "dev.kanit.executor.wiring")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.kubernetes..", "okhttp3..", "okio..")
                    .because("actuators read and write objects: let kubernetes talk to the server");

    @ArchTest
    static final ArchRule onlyWiringSeesMicronaut =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.kanit.executor.wiring")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.micronaut..", "jakarta.inject..", "io.micrometer..")
                    .because("the executor runs without a framework: compose it in wiring");

    @ArchTest
    static final ArchRule importsNoOtherService =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.evaluator..",
                            "dev.kanit.collector..",
                            "dev.kanit.archiver..",
                            "dev.kanit.sampletarget..")
                    .because("services meet on topics: read the record instead");
}
