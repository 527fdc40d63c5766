package dev.kanit.evaluator.wiring;

import io.micronaut.runtime.Micronaut;

/** The evaluator as a process of its own. */
public final class Application {

    private Application() {}

    public static void main(String[] args) {
        Micronaut.build(args)
                .mainClass(Application.class)
                .defaultEnvironments("stage-evaluator")
                .start();
    }
}
