package io.chasqui.systemtests.xa;

import java.nio.file.Path;

/** The application's next start: it lets the transaction manager recover what its predecessor has left. */
final class RecoveringApplication {
    private RecoveringApplication() {}

    /** Takes the broker's URL and the directory of the transaction manager. */
    public static void main(String[] arguments) throws Exception {
        TransactionService.manager(Path.of(arguments[1]));
        Participant participant = Participant.at(arguments[0]);
        TransactionService.recover(participant.resource());
        Runtime.getRuntime().halt(0); // Narayana's threads would go on
    }
}
