package dev.kanit.standalone.platform;

import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.command.CommandActuatorKind;
import dev.kanit.executor.flag.FlagActuatorKind;
import dev.kanit.executor.http.HttpActuatorKind;
import java.time.Duration;
import java.time.InstantSource;

/** Every kind of actuator that this process can rehearse with. */
public final class DrillActuators implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final HttpActuatorKind http;
    private final FlagActuatorKind flag;
    private final CommandActuatorKind command;

    private DrillActuators() {
        http = new HttpActuatorKind(PlatformOptions.variables(), ANSWER);
        flag = new FlagActuatorKind(PlatformOptions.variables(), ANSWER, InstantSource.system());
        command = CommandActuatorKind.ofThisProcess();
    }

    /** Connects to nothing yet. */
    public static DrillActuators open() {
        return new DrillActuators();
    }

    public Actuators all() {
        return Actuators.of(KubernetesAccess.kinds(), http, flag, command);
    }

    @Override
    public void close() {
        command.close();
        flag.close();
        http.close();
    }
}
