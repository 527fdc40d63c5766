package dev.kanit.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "dev.kanit.schemas",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class SchemasArchTest {

    @ArchTest
    static final ArchRule importsNobodyOfOurs =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.schemas..",
                            "dev.kanit.wire..",
                            "java..",
                            "org.apache.avro..",
                            "org.apache.kafka..",
                            "com.fasterxml.jackson..",
                            "org.jspecify.annotations")
                    .because(
                            "every part depends on the wire contracts; put what needs another part"
                                    + " of ours into that part");

    @ArchTest
    static final ArchRule knowsNoBroker =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka.server..", "kafka..")
                    .because("deploy/embedded alone touches Kafka's non-public classes");
}
