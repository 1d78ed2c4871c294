package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.dispatch.Delivery;
import io.chasqui.broker.state.BranchState;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.BranchEntry;
import io.chasqui.protocol.frame.BranchExit;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.protocol.message.Xid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What sessions do for transaction branches, and what managers ask about them (JTA 2.0 §3.4). */
final class BranchCommands {
    private final Engine engine;
    private final Branches branches;
    private final BranchDecisions decisions;
    private final SendCommands sends;
    private final Redelivery redelivery;

    BranchCommands(Engine engine, Branches branches, BranchDecisions decisions, SendCommands sends) {
        this.engine = engine;
        this.branches = branches;
        this.decisions = decisions;
        this.sends = sends;
        this.redelivery = new Redelivery(engine);
    }

    @Nullable
    Refusal start(ClientSession session, SessionCommand.XaStart command) {
        Refusal refusal = check(session, command);
        if (refusal != null) {
            return refusal;
        }
        Branch known = branches.find(command.xid());
        Branch branch =
                known == null ? branches.create(command.xid(), session.connection(), command.timeoutSeconds()) : known;
        branches.enter(session, branch);
        return null;
    }

    private @Nullable Refusal check(ClientSession session, SessionCommand.XaStart command) {
        if (branches.of(session) != null || !session.transaction().isEmpty()) {
            return new Refusal(ErrorCode.XA_PROTOCOL, "The session works for another transaction.");
        }
        Xid xid = command.xid();
        Branch branch = branches.find(xid);
        boolean prepared = engine.state().branches().find(xid) != null;
        if (command.entry() == BranchEntry.NEW) {
            boolean taken = branch != null || prepared;
            return taken ? new Refusal(ErrorCode.XA_DUPLICATE, "Branch " + xid + " exists already.") : null;
        }
        if (prepared) {
            return new Refusal(ErrorCode.XA_PROTOCOL, "Branch " + xid + " is prepared: no work can be added.");
        }
        if (branch == null) {
            return BranchDecisions.unknown(xid);
        }
        if (command.entry() == BranchEntry.RESUME && !branch.suspended().contains(session)) {
            return new Refusal(ErrorCode.XA_PROTOCOL, "The session has not suspended branch " + xid + ".");
        }
        return branch.doom();
    }

    @Nullable
    Refusal end(ClientSession session, SessionCommand.XaEnd command) {
        Branch branch = branches.find(command.xid());
        if (branch == null || !branch.uses(session)) {
            returnWork(session, command);
            return new Refusal(
                    ErrorCode.XA_ROLLED_BACK,
                    "The session does not work for branch " + command.xid() + ": the broker or the session was lost"
                            + " meanwhile, and the branch is rolled back.");
        }
        if (branch.working().contains(session) && lacksWork(session, command)) {
            branches.rollBack(branch, lostWork(session.stagingRefusal()));
        }
        branches.leave(session, branch);
        Refusal doom = branch.doom();
        if (doom != null || command.exit() == BranchExit.FAIL) {
            returnWork(session, command);
            branches.rollBack(
                    branch,
                    new Refusal(ErrorCode.XA_ROLLED_BACK, "The branch was ended as failed and is rolled back."));
            return doom;
        }
        takeWork(session, branch, command.deliveries());
        if (command.exit() == BranchExit.SUSPEND) {
            branch.suspended().add(session);
        }
        return null;
    }

    private static Refusal lostWork(@Nullable Refusal cause) {
        return new Refusal(
                ErrorCode.XA_ROLLED_BACK,
                cause == null
                        ? "Work of the branch was lost with the link or the broker; the branch is rolled back."
                        : "A message of the branch was refused; the branch is rolled back. " + cause.text());
    }

    private static boolean lacksWork(ClientSession session, SessionCommand.XaEnd command) {
        return command.sends() != session.transaction().size()
                || Acknowledgement.of(session, command.deliveries()).missing() > 0;
    }

    /** What a session has done for a branch becomes the branch's. */
    private static void takeWork(ClientSession session, Branch branch, List<DeliveryName> deliveries) {
        branch.sends().addAll(session.transaction());
        session.transaction().clear();
        session.stagingRefusal(null);
        for (Delivery delivery : session.inFlight().find(deliveries)) {
            session.inFlight().drop(delivery);
            branch.inFlight().take(delivery.entry(), null);
        }
    }

    /** What a session has done for a branch that cannot be committed is undone. */
    private void returnWork(ClientSession session, SessionCommand.XaEnd command) {
        sends.forget(session);
        redelivery.giveBackOnly(session, command.deliveries());
    }

    @Nullable
    Refusal decide(ClientSession session, SessionCommand.XaDecide command) {
        BranchState prepared = engine.state().branches().find(command.xid());
        if (prepared != null) {
            return decidePrepared(session, command, prepared);
        }
        Branch branch = branches.find(command.xid());
        if (branch == null) {
            return BranchDecisions.unknown(command.xid());
        }
        return switch (command.verb()) {
            case COMMIT, FORGET -> new Refusal(ErrorCode.XA_PROTOCOL, "Branch " + command.xid() + " is not prepared.");
            default -> decideUnprepared(session, command, branch);
        };
    }

    private @Nullable Refusal decidePrepared(
            ClientSession session, SessionCommand.XaDecide command, BranchState prepared) {
        BranchVerb verb = command.verb();
        boolean inDoubt = prepared.decision() == BranchState.Decision.NONE;
        if (verb == BranchVerb.COMMIT || verb == BranchVerb.ROLLBACK) {
            if (!inDoubt) {
                return BranchDecisions.heuristic(prepared);
            }
            decisions.complete(session, command, prepared);
            return null;
        }
        if (verb == BranchVerb.FORGET && !inDoubt) {
            decisions.forget(session, command, prepared);
            return null;
        }
        return new Refusal(
                ErrorCode.XA_PROTOCOL, "Branch " + command.xid() + " is prepared: " + verb + " cannot follow.");
    }

    private @Nullable Refusal decideUnprepared(ClientSession session, SessionCommand.XaDecide command, Branch branch) {
        if (branch.inUse()) {
            return new Refusal(
                    ErrorCode.XA_PROTOCOL,
                    "A session still works for branch " + command.xid() + ": end its work first.");
        }
        Refusal doom = branch.doom();
        if (doom != null) {
            branches.forget(branch);
            return command.verb() == BranchVerb.ROLLBACK ? null : doom;
        }
        return switch (command.verb()) {
            case PREPARE -> decisions.prepare(session, command, branch);
            case COMMIT_ONE_PHASE -> decisions.commitAtOnce(session, command, branch);
            default -> decisions.rollBack(session, command, branch);
        };
    }

    /** Answers which branches are in doubt; done anew for a repeat. */
    @Nullable
    Refusal recover(ClientSession session, SessionCommand.XaRecover command) {
        List<Xid> xids =
                engine.state().branches().all().stream().map(BranchState::xid).toList();
        session.answer(
                new SessionEvent.XaBranches(session.connection().number(), session.number(), command.sequence(), xids));
        return null;
    }
}
