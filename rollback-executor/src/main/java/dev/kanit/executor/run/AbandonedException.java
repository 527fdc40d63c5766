package dev.kanit.executor.run;

/** This executor is to leave the action as it stands; another continues it from the log. */
public final class AbandonedException extends Exception {

    private static final long serialVersionUID = 1L;

    public AbandonedException(String why) {
        super(why);
    }
}
