package io.chasqui.jms.client;

import io.chasqui.protocol.frame.SessionCommand;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A numbered command whose answer is awaited: kept for re-sending until then. At most one thread waits for it; it is
 * woken directly by the thread that brings the answer.
 */
final class PendingCommand {
    private final @Nullable Consumer<@Nullable Failure> onAnswer;
    private SessionCommand frame;
    private volatile @Nullable Thread waiter;
    private volatile @Nullable Failure failure;
    private volatile boolean answered;

    /**
     * A command.
     *
     * @param frame as it is sent
     * @param onAnswer hears the answer (null for success) under the session's lock, and returns quickly; or null
     */
    PendingCommand(SessionCommand frame, @Nullable Consumer<@Nullable Failure> onAnswer) {
        this.frame = frame;
        this.onAnswer = onAnswer;
    }

    SessionCommand frame() {
        return frame;
    }

    long sequence() {
        return frame.sequence();
    }

    /** Bytes of send credit it uses, 0 if it is no send. */
    int sendBytes() {
        return frame instanceof SessionCommand.Send send ? send.message().length : 0;
    }

    /** Changes what is sent after a re-attach; the sequence stays. */
    void rewrite(SessionCommand changed) {
        frame = changed;
    }

    /** Takes the answer; null means that it is done. */
    void answer(@Nullable Failure refusal) {
        failure = refusal;
        answered = true;
        LockSupport.unpark(waiter);
        if (onAnswer != null) {
            onAnswer.accept(refusal);
        }
    }

    /** Announces that the calling thread is going to wait; before the command is sent. */
    void waitHere() {
        waiter = Thread.currentThread();
    }

    boolean isAnswered() {
        return answered;
    }

    @Nullable
    Failure failure() {
        return failure;
    }
}
