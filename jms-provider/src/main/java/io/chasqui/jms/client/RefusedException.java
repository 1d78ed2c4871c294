package io.chasqui.jms.client;

/** A broker that answers, but not with a welcome. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    RefusedException(Failure failure) {
        super(failure.text(), failure.cause());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
