package dev.kanit.codec.run;

import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.ClockTick;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalSnapshot;
import java.util.Map;
import org.apache.avro.Schema;

/** One thread's codecs of all records that the evaluator reads or writes. */
public record Codecs(
        RecordCodec<SignalSnapshot> snapshots,
        RecordCodec<RolloutCommand> commands,
        RecordCodec<CheckResult> checks,
        RecordCodec<ActionOutcome> actions,
        RecordCodec<ClockTick> ticks,
        RecordCodec<RolloutDecision> decisions,
        RecordCodec<RolloutAlert> alerts) {

    /** Looks every schema up, so that a missing one shows at start-up. */
    public static Codecs open(SchemaRegistryClient registry) {
        return new Codecs(
                RecordCodec.open(SignalSnapshot.class, registry),
                RecordCodec.open(RolloutCommand.class, registry),
                RecordCodec.open(CheckResult.class, registry),
                RecordCodec.open(ActionOutcome.class, registry),
                RecordCodec.open(ClockTick.class, registry),
                RecordCodec.open(RolloutDecision.class, registry),
                RecordCodec.open(RolloutAlert.class, registry));
    }

    /** Codecs that ask no registry, see {@link RecordCodec#offline}. */
    public static Codecs offline(Map<Integer, Schema> schemas) {
        return new Codecs(
                RecordCodec.offline(SignalSnapshot.class, schemas),
                RecordCodec.offline(RolloutCommand.class, schemas),
                RecordCodec.offline(CheckResult.class, schemas),
                RecordCodec.offline(ActionOutcome.class, schemas),
                RecordCodec.offline(ClockTick.class, schemas),
                RecordCodec.offline(RolloutDecision.class, schemas),
                RecordCodec.offline(RolloutAlert.class, schemas));
    }

    /** The same for one more thread; asks the registry nothing. */
    public Codecs forAnotherThread() {
        return new Codecs(
                snapshots.forAnotherThread(),
                commands.forAnotherThread(),
                checks.forAnotherThread(),
                actions.forAnotherThread(),
                ticks.forAnotherThread(),
                decisions.forAnotherThread(),
                alerts.forAnotherThread());
    }
}
