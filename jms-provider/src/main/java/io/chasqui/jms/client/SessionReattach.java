package io.chasqui.jms.client;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionCommand.Acknowledge;
import io.chasqui.protocol.frame.SessionCommand.Adopt;
import io.chasqui.protocol.frame.SessionCommand.CloseConsumer;
import io.chasqui.protocol.frame.SessionCommand.CloseSession;
import io.chasqui.protocol.frame.SessionCommand.Commit;
import io.chasqui.protocol.frame.SessionCommand.Expire;
import io.chasqui.protocol.frame.SessionCommand.OpenSession;
import io.chasqui.protocol.frame.SessionCommand.Release;
import io.chasqui.protocol.frame.SessionCommand.Rollback;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.frame.SessionCommand.XaEnd;
import io.chasqui.protocol.frame.SessionEvent.SessionOpened;
import io.chasqui.protocol.message.SealedMessage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens a session on a channel, and carries it over to the next one when a link was lost. The order after the broker's
 * answer is: all unanswered commands with their old sequences, then new commands that open consumers the broker has
 * forgotten, then credit. Guarded by the session's lock.
 */
final class SessionReattach {
    private final SessionCore session;
    private boolean openedBefore;

    SessionReattach(SessionCore session) {
        this.session = session;
    }

    /** Sends the opening frame; the caller drains afterwards. */
    void attach(PushedChannel channel) {
        if (session.isClosed()) {
            return;
        }
        if (openedBefore) {
            session.deliveries().nextEpoch();
            session.wire().reopen(channel, frame());
        } else {
            session.wire().open(channel, frame());
            session.deliveries().grantAll();
        }
        openedBefore = true;
    }

    /** Takes the broker's answer; the caller drains afterwards. */
    void opened(SessionOpened answer) {
        if (!session.wire().reopening()) {
            session.wire().granted(answer.sendCreditBytes());
            return;
        }
        boolean lostHeld = lose(withoutAdopted(answer));
        session.transaction().reattached(answer.resumed(), lostHeld);
        if (!answer.resumed()) {
            withholdNonPersistent(answer.decided());
        }
        renewEpochs(answer.decided());
        session.wire().resume(answer.sendCreditBytes());
        for (ConsumerCore consumer : session.deliveries().all()) {
            if (consumer.openSequence() > answer.decided()) {
                consumer.openedAgain();
            } else if (!answer.resumed()) {
                session.submitOpen(consumer, refusal -> reopened(consumer, refusal));
            }
        }
        session.deliveries().grantAll();
    }

    private OpenSession frame() {
        return new OpenSession(
                session.connection().number(),
                session.number(),
                session.key().high(),
                session.key().low(),
                session.mode(),
                session.deliveries().epoch(),
                openedBefore,
                session.wire().log().confirmed(),
                openedBefore ? held() : List.of());
    }

    /** What the application has seen and the broker has not confirmed as acknowledged. */
    private List<DeliveryName> held() {
        DeliveryLedger ledger = session.deliveries().ledger();
        Set<DeliveryName> held = new LinkedHashSet<>();
        for (PendingCommand command : session.wire().log()) {
            held.addAll(named(command.frame()));
        }
        held.addAll(ledger.finished());
        held.addAll(ledger.held());
        held.addAll(session.deliveries().assigned().names());
        return new ArrayList<>(held);
    }

    /** The deliveries that an unanswered command is about: the broker must still have them when it comes again. */
    private static List<DeliveryName> named(SessionCommand frame) {
        return switch (frame.kind()) {
            case ACKNOWLEDGE -> ((Acknowledge) frame).deliveries();
            case EXPIRE -> ((Expire) frame).deliveries();
            case COMMIT -> ((Commit) frame).deliveries();
            case XA_END -> ((XaEnd) frame).deliveries();
            case ADOPT -> ((Adopt) frame).deliveries();
            case RELEASE -> ((Release) frame).seen();
            case ROLLBACK -> ((Rollback) frame).seen();
            case CLOSE_SESSION -> ((CloseSession) frame).seen();
            case CLOSE_CONSUMER -> ((CloseConsumer) frame).held();
            default -> List.of();
        };
    }

    /**
     * A broker that does not know the session any more may have delivered its non-persistent messages already. They go
     * at most once (Jakarta Messaging 3.1 §7.7), so they are not sent again; an empty acknowledgement takes their number.
     */
    private void withholdNonPersistent(long decided) {
        for (PendingCommand command : session.wire().log()) {
            boolean undecided = command.sequence() > decided;
            if (undecided && command.frame() instanceof Send send && !send.transacted() && !persistent(send)) {
                command.rewrite(new Acknowledge(send.connection(), send.session(), send.sequence(), List.of(), false));
            }
        }
    }

    private static boolean persistent(Send send) {
        return SealedMessage.of(send.message()).persistent();
    }

    /** What a repeated adoption is about to bring is not lost: the broker still has it with the other session. */
    private List<DeliveryName> withoutAdopted(SessionOpened answer) {
        List<DeliveryName> lost = new ArrayList<>(answer.lost());
        for (PendingCommand command : session.wire().log()) {
            if (command.sequence() > answer.decided() && command.frame() instanceof Adopt adopt) {
                lost.removeAll(adopt.deliveries());
            }
        }
        return lost;
    }

    /** Client-acknowledged deliveries stay listed: the broker is to refuse their acknowledgement. */
    private boolean lose(List<DeliveryName> lost) {
        DeliveryLedger ledger = session.deliveries().ledger();
        ledger.forgetFinished(lost);
        session.deliveries().assigned().drop(lost);
        boolean lostHeld = ledger.held().stream().anyMatch(lost::contains);
        if (session.mode() != AcknowledgeMode.CLIENT) {
            ledger.letGo(lost);
        }
        return lostHeld;
    }

    /** Gives releases that the broker has not decided an epoch above the one the session was opened with. */
    private void renewEpochs(long decided) {
        for (PendingCommand command : session.wire().log()) {
            if (command.sequence() <= decided) {
                continue;
            }
            if (command.frame() instanceof Release release) {
                command.rewrite(new Release(
                        release.connection(), release.session(), release.sequence(), nextEpoch(), release.seen()));
            } else if (command.frame() instanceof Rollback rollback) {
                command.rewrite(new Rollback(
                        rollback.connection(), rollback.session(), rollback.sequence(), nextEpoch(), rollback.seen()));
            }
        }
    }

    private int nextEpoch() {
        return session.deliveries().nextEpoch();
    }

    private void reopened(ConsumerCore consumer, @Nullable Failure refusal) {
        if (refusal != null && !consumer.isClosed()) {
            consumer.fail(refusal);
            session.connection().report(refusal);
        }
    }
}
