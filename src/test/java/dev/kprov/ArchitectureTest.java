package dev.kprov;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.kprov.installer.Installer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Who may know whom. A boundary that is not checked here is only a wish.
class ArchitectureTest {
    private static final String ROOT = "dev.kprov";

    private static final JavaClasses KPROV = new ClassFileImporter().importPath(Path.of("target", "classes"));

    /// What each package may see of kprov, beside itself and the packages inside it.
    private static final Map<String, List<String>> MAY_SEE = new TreeMap<>(Map.ofEntries(
            Map.entry("problem", List.of()),
            Map.entry("training", List.of()),
            Map.entry("address", List.of()),
            Map.entry("yaml", List.of("problem")),
            Map.entry("inventory", List.of("yaml", "address", "problem")),
            Map.entry("policy", List.of("plan", "inventory", "problem")),
            Map.entry("profile", List.of("policy", "yaml", "address", "problem")),
            Map.entry("shell", List.of("inventory", "problem")),
            Map.entry("shell.local", List.of("shell", "inventory", "problem")),
            Map.entry("shell.ssh", List.of("shell", "inventory", "problem")),
            Map.entry("shell.openssh", List.of("shell", "inventory", "problem")),
            Map.entry("plan", List.of("shell", "problem")),
            Map.entry("observe", List.of("shell", "inventory", "problem")),
            Map.entry(
                    "installer",
                    List.of("plan", "observe", "shell", "inventory", "profile", "yaml", "address", "problem")),
            Map.entry("lock", List.of("shell", "inventory", "problem")),
            Map.entry("run", List.of("plan", "policy", "shell", "inventory", "yaml", "problem")),
            Map.entry("verify", List.of("shell", "inventory", "profile", "address", "problem")),
            Map.entry("diagnose", List.of("verify", "run", "shell", "inventory", "problem")),
            Map.entry("report", List.of("run", "verify", "plan", "shell", "yaml", "problem")),
            Map.entry("console", List.of("run", "verify", "plan", "problem")),
            Map.entry(
                    "cli",
                    List.of(
                            "console",
                            "diagnose",
                            "report",
                            "run",
                            "lock",
                            "verify",
                            "installer",
                            "plan",
                            "policy",
                            "observe",
                            "shell",
                            "inventory",
                            "profile",
                            "yaml",
                            "problem"))));

    /// The only packages that may see a library.
    private static final Map<String, List<String>> LIBRARIES = new TreeMap<>(Map.of(
            "picocli..", List.of("cli.."),
            "net.schmizz..", List.of("shell.ssh.."),
            "com.hierynomus..", List.of("shell.ssh.."),
            "org.bouncycastle..", List.of("shell.ssh.."),
            "org.apache.commons.exec..", List.of("shell.launch.."),
            "org.apache.commons.compress..", List.of("diagnose.archive.."),
            "io.fabric8..", List.of("verify.."),
            // In verify because Fabric8 hands out what it reads as Jackson's trees.
            "com.fasterxml..", List.of("yaml..", "run..", "report..", "verify..", "diagnose.."),
            "org.yaml..", List.of("yaml.."),
            "org.snakeyaml..", List.of("yaml..")));

    @Test
    void there_is_something_to_check() {
        assertThat(KPROV.contain(Kprov.class)).isTrue();
        assertThat(KPROV.size()).isGreaterThan(60);
    }

    @Test
    void every_package_has_a_rule() {
        for (JavaClass type : KPROV) {
            if (!type.getPackageName().equals(ROOT)) {
                String name = type.getPackageName().substring(ROOT.length() + 1);
                assertThat(ruleOf(name)).as("a rule for package %s", name).isNotEmpty();
            }
        }
        for (String rule : MAY_SEE.keySet()) {
            assertThat(KPROV.containPackage(ROOT + "." + rule))
                    .as(rule + " exists")
                    .isTrue();
        }
    }

    @TestFactory
    Stream<DynamicTest> a_package_sees_only_what_it_may() {
        return MAY_SEE.keySet().stream()
                .map(name -> test(
                        name,
                        classes()
                                .that(governedBy(name))
                                .should()
                                .onlyDependOnClassesThat(resideOutsideOfPackage(ROOT + "..")
                                        .or(resideInAPackage(ROOT + "." + name + ".."))
                                        .or(describe("of a package it may see", type -> seenBy(name, type))))));
    }

    @TestFactory
    Stream<DynamicTest> a_library_is_seen_by_its_packages_only() {
        return LIBRARIES.keySet().stream()
                .map(library -> test(
                        library,
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(inRoot(LIBRARIES.getOrDefault(library, List.of())))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(library)));
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(KPROV);
    }

    @Test
    void installers_do_not_know_each_other() {
        slices().matching(ROOT + ".installer.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(ROOT + ".installer.containerd.."))
                .check(KPROV);
    }

    @Test
    void only_the_composition_root_knows_the_command_line() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".cli..")
                .check(KPROV);
    }

    @Test
    void planning_reads_nothing_and_runs_nothing() {
        noClasses()
                .that(resideInAnyPackage(inRoot(List.of("plan..", "profile..", "inventory..", "installer..")))
                        .and(not(describe("readers", ArchitectureTest::isReader))))
                .should()
                .dependOnClassesThat(describe("do input or output", ArchitectureTest::doesInputOrOutput))
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(KPROV);
    }

    @Test
    void only_the_composition_root_prints_and_exits() {
        DescribedPredicate<JavaClass> elsewhere = not(resideInAPackage(ROOT));
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(KPROV.that(elsewhere));
        noClasses()
                .that(elsewhere)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(KPROV);
    }

    @Test
    void failures_are_problems_and_logs_are_files() {
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(KPROV);
        noClasses()
                .that()
                .areNotAssignableTo(Throwable.class)
                .should()
                .callConstructorWhere(describe(
                        "a bare exception is made",
                        call -> call.getTargetOwner().isEquivalentTo(RuntimeException.class)
                                || call.getTargetOwner().isEquivalentTo(Exception.class)
                                || call.getTargetOwner().isEquivalentTo(Error.class)))
                .check(KPROV);
    }

    @Test
    void names_say_what_a_type_is() {
        Pattern empty = Pattern.compile("(Base|Abstract)[A-Z].*|.*(Utils?|Helper|Manager|Impl|Data|Info)");
        for (JavaClass type : KPROV) {
            assertThat(type.getSimpleName()).as(type.getName()).doesNotMatch(empty);
        }
    }

    @Test
    void no_state_is_static() {
        fields().that().areStatic().should().beFinal().check(KPROV);
    }

    @Test
    void every_package_is_null_marked() {
        List<String> unmarked = new ArrayList<>();
        for (JavaClass type : KPROV) {
            JavaPackage itsPackage = type.getPackage();
            if (!itsPackage.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(itsPackage.getName());
            }
        }
        assertThat(unmarked).isEmpty();
    }

    @Test
    void every_installer_is_named_like_its_package_and_has_a_profile() throws IOException {
        for (JavaClass type : KPROV) {
            if (type.isAssignableTo(Installer.class) && !type.isInterface()) {
                String word = type.getPackageName().substring((ROOT + ".installer.").length());
                assertThat(type.getSimpleName().toLowerCase(Locale.ROOT)).isEqualTo(word + "installer");
                assertThat(profiles())
                        .as("a profile for " + word)
                        .anyMatch(text -> text.contains("installer: " + word));
            }
        }
    }

    private static DynamicTest test(String name, ArchRule rule) {
        return DynamicTest.dynamicTest(name, () -> rule.allowEmptyShould(true).check(KPROV));
    }

    /// The longest name wins: `shell.ssh` has a rule of its own.
    private static DescribedPredicate<JavaClass> governedBy(String rule) {
        return describe(
                "in " + rule,
                type -> type.getPackageName().startsWith(ROOT + ".")
                        && rule.equals(ruleOf(type.getPackageName().substring(ROOT.length() + 1))));
    }

    private static String ruleOf(String name) {
        return MAY_SEE.keySet().stream()
                .filter(rule -> isIn(name, rule))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    /// A package that another one may see includes those inside it, but for those that have a rule of their own.
    private static boolean seenBy(String name, JavaClass type) {
        return MAY_SEE.getOrDefault(name, List.of()).stream()
                .anyMatch(seen -> governedBy(seen).test(type));
    }

    private static boolean isIn(String name, String outer) {
        return name.equals(outer) || name.startsWith(outer + ".");
    }

    private static String[] inRoot(List<String> packages) {
        return packages.stream().map(name -> ROOT + "." + name).toArray(String[]::new);
    }

    /// `ScriptFile` and its like read what is in kprov's own jar.
    private static boolean isReader(JavaClass type) {
        String name = type.getName().replaceFirst("\\$.*", "");
        return name.endsWith("File") || name.endsWith("Catalog");
    }

    private static boolean doesInputOrOutput(JavaClass type) {
        Set<String> harmless = Set.of("java.io.Serializable", "java.net.URI", "java.net.URISyntaxException");
        Set<String> harmful =
                Set.of("java.nio.file.Files", "java.lang.Process", "java.lang.ProcessBuilder", "java.lang.Thread");
        return harmful.contains(type.getName())
                || (type.getName().matches("java\\.(io|net|nio\\.channels)\\..*")
                        && !harmless.contains(type.getName()));
    }

    private static List<String> profiles() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("profiles"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }
}
