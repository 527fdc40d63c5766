package dev.kanit.sampletarget.http;

import java.io.IOException;

/** The peer sent something that is not answered by the handler; the connection ends after it. */
final class MalformedMessage extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;

    MalformedMessage(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
