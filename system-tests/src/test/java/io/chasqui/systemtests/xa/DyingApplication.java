package io.chasqui.systemtests.xa;

import jakarta.transaction.TransactionManager;
import java.nio.file.Path;

/** An application that dies when its transaction is decided and its messages are not committed yet. */
final class DyingApplication {
    static final int DEAD = 42;

    private DyingApplication() {}

    /** Takes the broker's URL and the directory of the transaction manager. */
    public static void main(String[] arguments) throws Exception {
        TransactionManager manager = TransactionService.manager(Path.of(arguments[1]));
        Participant participant = Participant.at(arguments[0]);
        manager.begin();
        OtherResource end = OtherResource.committing(() -> Runtime.getRuntime().halt(DEAD));
        manager.getTransaction().enlistResource(end);
        manager.getTransaction().enlistResource(participant.resource());
        participant.receive("in");
        participant.send("out", "answer");
        manager.commit();
    }
}
