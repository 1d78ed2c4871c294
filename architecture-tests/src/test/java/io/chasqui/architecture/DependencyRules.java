package io.chasqui.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Who may use whom: the table of modules and laws 1, 3, 11, 12 and 15 of the design, as rules over classes. */
final class DependencyRules {
    private static final String ENGINE = "io.chasqui.broker..";
    private static final String PROTOCOL = "io.chasqui.protocol..";
    private static final String PROVIDER = "io.chasqui.jms..";
    private static final String TCP = "io.chasqui.transport.tcp..";
    private static final String CHRONICLE = "io.chasqui.broker.journal.chronicle..";
    private static final String LOOP = "io.chasqui.broker.loop..";

    /** Names in {@code java.net} that only describe, and open nothing. */
    private static final String NETWORK = "java\\.net\\.(?!URI|URISyntaxException|URLEncoder|URLDecoder).*"
            + "|java\\.net\\.http\\..*|javax\\.net\\..*|io\\.netty\\..*"
            + "|java\\.nio\\.channels\\.(Asynchronous|Server)?(Socket|Datagram)Channel"
            + "|java\\.nio\\.channels\\.(Selector|SelectionKey|NetworkChannel|SelectableChannel)";

    private static final String THREADS = "java\\.lang\\.Thread(\\$.*|Group|Local)?"
            + "|java\\.util\\.Timer(Task)?"
            + "|java\\.util\\.concurrent\\.(Executors?|.*ExecutorService|ForkJoin.*|ThreadFactory|ThreadPool.*)"
            + "|java\\.util\\.concurrent\\.locks\\..*";

    private static final Map<String, Set<String>> UNREPEATABLE = Map.of(
            "java.lang.System", Set.of("currentTimeMillis", "nanoTime"),
            "java.lang.Math", Set.of("random"),
            "java.time.Instant", Set.of("now"),
            "java.time.LocalDateTime", Set.of("now"),
            "java.time.ZonedDateTime", Set.of("now"),
            "java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.util.Random", Set.of("<init>"),
            "java.security.SecureRandom", Set.of("<init>", "getInstanceStrong"),
            "java.util.concurrent.ThreadLocalRandom", Set.of("current"));

    private DependencyRules() {}

    /** All rules by the name under which {@code exceptions.txt} may excuse a type. */
    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("cycles", cycles());
        rules.put("chronicle", chronicle());
        rules.put("network", network());
        rules.put("jakarta-jms", jakartaJms());
        rules.put("provider-engine", apart(PROVIDER, ENGINE));
        rules.put("engine-provider", apart(ENGINE, PROVIDER));
        rules.put("protocol-alone", protocolAlone());
        rules.put("protocol-pure", protocolPure());
        rules.put("threads", threads());
        rules.put("clock", clock());
        rules.put("mutable-state", mutableState());
        rules.put("deserialisation", deserialisation());
        return rules;
    }

    private static ArchRule cycles() {
        return slices().matching("io.chasqui.(**)")
                .should()
                .beFreeOfCycles()
                .because("a cycle of packages is one big package (law 15); move the shared part below both")
                .allowEmptyShould(true);
    }

    private static ArchRule chronicle() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(CHRONICLE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.openhft..")
                .because("only " + CHRONICLE + " knows the library (law 15); ask the journal SPI")
                .allowEmptyShould(true);
    }

    private static ArchRule network() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(TCP)
                .should()
                .dependOnClassesThat(nameMatching(NETWORK).as("open network connections"))
                .because("only " + TCP + " does network I/O (law 15); go through the transport SPI")
                .allowEmptyShould(true);
    }

    private static ArchRule jakartaJms() {
        return noClasses()
                .that()
                .resideInAnyPackage(PROTOCOL, ENGINE, "io.chasqui.transport..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.jms..")
                .because("the engine and the protocol speak their own words (law 15); translate in " + PROVIDER)
                .allowEmptyShould(true);
    }

    private static ArchRule apart(String from, String to) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(to)
                .because("client and engine never see each other; meet in the protocol")
                .allowEmptyShould(true);
    }

    private static ArchRule protocolAlone() {
        return noClasses()
                .that()
                .resideInAPackage(PROTOCOL)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.chasqui..").and(DescribedPredicate.not(resideInAPackage(PROTOCOL))))
                .because("everything stands on the protocol and it stands on nothing; turn the dependency round")
                .allowEmptyShould(true);
    }

    private static ArchRule protocolPure() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        "io.chasqui.protocol.message..", "io.chasqui.protocol.frame..", "io.chasqui.protocol.codec..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.util.concurrent..", "java.nio.file..", "java.nio.channels..")
                                .or(nameMatching(THREADS)))
                .because("model, frames and codec are values and functions; leave threads and I/O to transports")
                .allowEmptyShould(true);
    }

    private static ArchRule threads() {
        return noClasses()
                .that(resideInAPackage(ENGINE).and(DescribedPredicate.not(resideInAnyPackage(LOOP, CHRONICLE))))
                .should()
                .dependOnClassesThat(nameMatching(THREADS).as("are threads, executors or locks"))
                .because("one owner at a time, no locks (law 3); threads live in " + LOOP)
                .allowEmptyShould(true);
    }

    private static ArchRule clock() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("io.chasqui.samples..", "io.chasqui.benchmarks..")
                .should()
                .accessTargetWhere(unrepeatable())
                .because("clock and chance are injected (law 11); take the value as an argument or from the injected"
                        + " clock or entropy")
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaAccess<?>> unrepeatable() {
        return DescribedPredicate.describe(
                "asks the machine for time or chance", access -> isUnrepeatable(access.getTarget()));
    }

    private static boolean isUnrepeatable(AccessTarget target) {
        return UNREPEATABLE.getOrDefault(target.getOwner().getName(), Set.of()).contains(target.getName());
    }

    private static ArchRule mutableState() {
        return noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Applier")
                .and()
                .resideOutsideOfPackages("io.chasqui.broker.state..", LOOP, "io.chasqui.broker.recovery..")
                .should()
                .dependOnClassesThat(nameMatching("io\\.chasqui\\.broker\\..*\\.Mutable\\w*State")
                        .as("are mutable state"))
                .because("only appliers change durable state (law 1); answer an event instead")
                .allowEmptyShould(true);
    }

    private static ArchRule deserialisation() {
        return noClasses()
                .that()
                .resideInAnyPackage(PROTOCOL, ENGINE, "io.chasqui.server..", "io.chasqui.transport..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .because("the broker never deserialises a body (law 12); hand the bytes on")
                .allowEmptyShould(true);
    }
}
