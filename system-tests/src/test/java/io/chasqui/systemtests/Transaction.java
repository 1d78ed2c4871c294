package io.chasqui.systemtests;

import io.chasqui.testkit.history.Outcome;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;

/** Ends transactions and writes down how they ended. */
final class Transaction {
    private final Session session;
    private final Notebook notebook;

    Transaction(Session session, Notebook notebook) {
        this.session = session;
        this.notebook = notebook;
    }

    /** Commits; a transaction that a crash has rolled back is a normal end. */
    void commit() throws JMSException {
        notebook.ending();
        try {
            session.commit();
            notebook.settle(Outcome.CONFIRMED);
        } catch (TransactionRolledBackException e) {
            notebook.settle(Outcome.FAILED);
        } catch (JMSException e) {
            notebook.settle(Outcome.UNKNOWN);
            throw e;
        }
    }

    /** Rolls back. */
    void rollback() throws JMSException {
        notebook.ending();
        try {
            session.rollback();
            notebook.settle(Outcome.FAILED);
        } catch (JMSException e) {
            notebook.settle(Outcome.UNKNOWN);
            throw e;
        }
    }
}
