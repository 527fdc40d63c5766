package dev.kanit.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "dev.kanit.embedded",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class EmbeddedArchTest {

    @ArchTest
    static final ArchRule oneClassTouchesKafkasServer =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("KafkaNode")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "scala..")
                    .because(
                            "Kafka's server classes change without notice; start and stop brokers"
                                    + " through KafkaNode");

    @ArchTest
    static final ArchRule productionDoesNotUseTestClusters =
            noClasses()
                    .that()
                    .resideInAPackage("dev.kanit.embedded")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("dev.kanit.embedded.testing..", "org.testcontainers..")
                    .because("Testcontainers is optional; only the testing package may need it");
}
