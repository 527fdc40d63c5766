package dev.kanit.archiver.wiring;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;

/** The archiver as a process of its own; its settings are in application-evidence-archiver.yml. */
public final class Application {

    private Application() {}

    public static void main(String[] args) {
        ApplicationContext _ = start(args);
    }

    static ApplicationContext start(String... args) {
        return Micronaut.build(args)
                .mainClass(Application.class)
                .environments("evidence-archiver")
                .start();
    }
}
