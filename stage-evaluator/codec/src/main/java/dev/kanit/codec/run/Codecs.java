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
