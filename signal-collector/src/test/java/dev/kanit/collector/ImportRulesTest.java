package dev.kanit.collector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "dev.kanit.collector",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ImportRulesTest {

    @ArchTest
    static final ArchRule promqlIsPure =
            classes()
                    .that()
                    .resideInAPackage("..collector.promql..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("dev.kanit.collector.promql..", "java..", "org.jspecify..")
                    .because(
                            "a query's result depends on its samples alone; read clocks, files and"
                                    + " the network in source, and pass the samples in");

    @ArchTest
    static final ArchRule judgingACheckIsPure =
            classes()
                    .that()
                    .resideInAPackage("dev.kanit.collector.check")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.collector.check",
                            "dev.kanit.codec.check..",
                            "dev.kanit.wire..",
                            "com.fasterxml.jackson..",
                            "java.io..",
                            "java.lang..",
                            "java.time..",
                            "java.util..",
                            "org.jspecify..")
                    .because(
                            "an answer is judged the same at every time and place; ask for it in"
                                    + " the package of its client library");

    @ArchTest
    static final ArchRule databasesAreAskedInOnePlace =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..check.sql..", "..check.run..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.sql..")
                    .because("what keeps a statement from writing is in Database: use SqlCheck");

    @ArchTest
    static final ArchRule onlyWiringAndTheIntakeSeeMicronaut =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..collector.wiring..")
                    .and()
                    .doNotHaveSimpleName("SnapshotIntake")
                    .and()
                    .haveNameNotMatching(".*\\.\\$.*")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.micronaut..", "jakarta.inject..", "io.micrometer..")
                    .because(
                            "the parts must work without a framework; take what you need as a"
                                    + " constructor's argument and pass it in CollectorFactory");

    @ArchTest
    static final ArchRule sourcesAndRoundsDoNotSeeKafka =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..collector.source..",
                            "..collector.round..",
                            "..collector.check..",
                            "..collector.push..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..")
                    .because("rounds end at SnapshotSink; write to Kafka in publish");

    @ArchTest
    static final ArchRule noOtherService =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.evaluator..",
                            "dev.kanit.executor..",
                            "dev.kanit.archiver..",
                            "dev.kanit.sampletarget..",
                            "dev.kanit.embedded..")
                    .because("services meet on topics only; put shared records into schemas");

    @ArchTest
    static final ArchRule nobodyPrints =
            noClasses()
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .because("people read the structured log; use the class's LOG");
}
