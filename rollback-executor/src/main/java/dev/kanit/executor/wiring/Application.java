package dev.kanit.executor.wiring;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;

/** The executor as a process of its own; its settings are in application-rollback-executor.yml. */
public final class Application {

    private Application() {}

    public static void main(String[] args) {
        ApplicationContext _ = start(args);
    }

    static ApplicationContext start(String... args) {
        return Micronaut.build(args)
                .mainClass(Application.class)
                .environments("rollback-executor")
                .start();
    }
}
