package dev.kanit.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kanit.ledger", importOptions = ImportOption.DoNotIncludeTests.class)
final class LedgerArchTest {

    @ArchTest
    static final ArchRule needsNothingButTheLanguage =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.ledger..",
                            "java..",
                            "org.jspecify.annotations",
                            "com.github.luben.zstd")
                    .because(
                            "an auditor verifies with the JDK alone: put what needs a library into"
                                    + " the archiver's service");

    @ArchTest
    static final ArchRule compressesInOnePlace =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.kanit.ledger.segment")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.github.luben.zstd..")
                    .because("zstd may be exchanged: read and write through SegmentFile");
}
