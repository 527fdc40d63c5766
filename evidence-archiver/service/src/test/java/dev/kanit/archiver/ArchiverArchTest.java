package dev.kanit.archiver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "dev.kanit.archiver",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchiverArchTest {

    @ArchTest
    static final ArchRule reportsAreFunctionsOfDecisions =
            classes()
                    .that()
                    .resideInAPackage("dev.kanit.archiver.report")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.archiver.document",
                            "dev.kanit.archiver.report",
                            "dev.kanit.wire",
                            "org.apache.avro..",
                            "java.lang..",
                            "java.math",
                            "java.time..",
                            "java.util..",
                            "org.jspecify.annotations")
                    .because("the CLI makes the same reports: read files in rollout instead");

    @ArchTest
    static final ArchRule onlyIntakeSeesKafka =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.kanit.archiver.intake")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..")
                    .because("directories are made from segments: pass entries on instead");

    @ArchTest
    static final ArchRule onlyStoreSeesTheS3Client =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.kanit.archiver.store", "dev.kanit.archiver.wiring")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon..")
                    .because("evidence does not know where it lies: use EvidenceStore instead");

    @ArchTest
    static final ArchRule onlyWiringSeesMicronaut =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.kanit.archiver.wiring")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.micronaut..", "jakarta.inject..", "io.micrometer..")
                    .because("the archiver runs without a framework: compose it in wiring");

    @ArchTest
    static final ArchRule importsNoOtherService =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.evaluator..",
                            "dev.kanit.collector..",
                            "dev.kanit.executor..",
                            "dev.kanit.sampletarget..")
                    .because("services meet on topics: read the record instead");
}
