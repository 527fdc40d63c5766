package dev.kanit.decision;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;

@AnalyzeClasses(
        packages = "dev.kanit.decision",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class DecisionArchTest {

    @ArchTest
    static final ArchRule dependsOnNothingButTheLanguage =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.decision..",
                            "java.lang..",
                            "java.math",
                            "java.time..",
                            "java.util",
                            "java.util.function",
                            "java.util.stream",
                            "org.jspecify.annotations")
                    .because(
                            "the decision core must replay identically anywhere; put what needs a"
                                    + " library into the codec or the service");

    @ArchTest
    static final ArchRule readsNoClock =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class)
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .because(
                            "time enters only as RolloutInput.receivedAtMillis() or in a snapshot");

    @ArchTest
    static final ArchRule iteratesInOneOrder =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            belongToAnyOf(HashMap.class, HashSet.class, IdentityHashMap.class))
                    .because("hash order differs from one JVM to the next: use List or TreeMap");

    @ArchTest
    static final ArchRule computesTheSameEverywhere =
            noClasses()
                    .should()
                    .callMethod(Math.class, "sqrt", double.class)
                    .orShould()
                    .callMethod(Math.class, "log", double.class)
                    .orShould()
                    .callMethod(Math.class, "exp", double.class)
                    .orShould()
                    .callMethod(Math.class, "pow", double.class, double.class)
                    .because("intrinsics may differ in the last bit: use StrictMath");

    @ArchTest
    static final ArchRule packagesFormLayersWithoutCycles =
            slices().matching("dev.kanit.decision.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("plan ← measure ← rule ← rollout ← explain: import downwards only");

    @ArchTest
    static final ArchRule holdsNoMutableState =
            fields().that()
                    .areStatic()
                    .should()
                    .beFinal()
                    .because("state lives in RolloutState and changes only through evolve");
}
