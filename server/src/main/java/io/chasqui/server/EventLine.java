package io.chasqui.server;

import io.chasqui.broker.event.BranchSendMoved;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.broker.event.MessagesDropped;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.event.QueueMeasured;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.inspect.KnownQueues;
import io.chasqui.broker.journal.Place;
import io.chasqui.protocol.message.Destination;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The fields of an event for people, on one line. */
final class EventLine {
    private static final int TARGETS_SHOWN = 20;

    private final KnownQueues queues;

    EventLine(KnownQueues queues) {
        this.queues = queues;
    }

    /** Kind and fields. */
    String of(Event event) {
        String kind = event.getClass().getSimpleName();
        String fields = fields(event);
        return fields.isEmpty() ? kind : kind + " " + fields;
    }

    private String fields(Event event) {
        return switch (event.kind()) {
            case MESSAGE_ACCEPTED -> accepted((Event.MessageAccepted) event);
            case MESSAGE_MOVED -> moved((Event.MessageMoved) event);
            case DELIVERIES_ACKNOWLEDGED ->
                targets(((Event.DeliveriesAcknowledged) event).deliveries())
                        + by(((Event.DeliveriesAcknowledged) event).command());
            case DELIVERIES_RELEASED ->
                targets(((Event.DeliveriesReleased) event).deliveries())
                        + by(((Event.DeliveriesReleased) event).command());
            case MESSAGES_DEAD_LETTERED ->
                targets(((Event.MessagesDeadLettered) event).messages())
                        + by(((Event.MessagesDeadLettered) event).command());
            case MESSAGES_EXPIRED -> targets(((Event.MessagesExpired) event).messages());
            case MESSAGES_DROPPED -> targets(((MessagesDropped) event).messages());
            case DELIVERIES_EXPOSED -> targets(((Event.DeliveriesExposed) event).messages());
            case MESSAGE_ANNOTATED -> annotated((Event.MessageAnnotated) event);
            case PAYLOAD_STAGED -> ((Event.PayloadStaged) event).length() + " bytes";
            case BRANCH_PREPARED -> prepared((Event.BranchPrepared) event);
            default -> rareFields(event);
        };
    }

    private String rareFields(Event event) {
        return switch (event.kind()) {
            case BROKER_STARTED -> "epoch " + ((Event.BrokerStarted) event).epoch();
            case QUEUE_CREATED ->
                ((Event.QueueCreated) event).queue() + " " + quoted(((Event.QueueCreated) event).destination());
            case SUBSCRIPTION_CREATED -> subscribed((Event.SubscriptionCreated) event);
            case QUEUE_DELETED -> queue(((Event.QueueDeleted) event).queue());
            case QUEUE_COUNTED -> counted((Event.QueueCounted) event);
            case QUEUE_MEASURED -> measured((QueueMeasured) event);
            case HORIZON_RAISED ->
                queue(((Event.HorizonRaised) event).queue()) + " up to " + ((Event.HorizonRaised) event).sequence();
            case EXPOSURE_SETTLED -> settled((Event.ExposureSettled) event);
            case SESSION_REGISTERED -> registered((Event.SessionRegistered) event);
            case SESSION_ADVANCED -> command(((Event.SessionAdvanced) event).command());
            case SESSION_ENDED -> "session " + ((Event.SessionEnded) event).session();
            case COMMAND_REFUSED -> refused((Event.CommandRefused) event);
            case BRANCH_ENDED ->
                "branch " + ((Event.BranchEnded) event).branch() + by(((Event.BranchEnded) event).command());
            case BRANCH_DECIDED -> decided((Event.BranchDecided) event);
            case BRANCH_SEND_MOVED -> moved((BranchSendMoved) event);
            case BROKER_IDENTIFIED ->
                Long.toHexString(((Event.BrokerIdentified) event).high()) + "-"
                        + Long.toHexString(((Event.BrokerIdentified) event).low());
            default -> "";
        };
    }

    private String accepted(Event.MessageAccepted event) {
        return targets(event.targets())
                + ", priority " + event.priority()
                + (event.expirationMillis() == 0 ? "" : ", expires " + time(event.expirationMillis()))
                + (event.deliveryTimeMillis() == 0 ? "" : ", due " + time(event.deliveryTimeMillis()))
                + ", " + payload(event.payload())
                + by(event.command());
    }

    private String moved(Event.MessageMoved event) {
        return targets(event.messages()) + ", " + payload(event.payload());
    }

    private String moved(BranchSendMoved event) {
        return "branch " + event.branch() + ", send " + event.send() + ", " + payload(event.payload());
    }

    private String annotated(Event.MessageAnnotated event) {
        return targets(List.of(event.message())) + ", " + event.annotations().length + " bytes";
    }

    private String prepared(Event.BranchPrepared event) {
        String sends = event.sends().stream()
                .map(send -> "to " + quoted(send.destination()) + " " + payload(send.payload()))
                .collect(Collectors.joining("; "));
        return "branch " + event.head().number() + " " + event.head().xid() + ", part " + event.part()
                + (event.last() ? ", the last" : "")
                + (sends.isEmpty() ? "" : ", sends " + sends)
                + (event.deliveries().isEmpty() ? "" : ", consumed " + targets(event.deliveries()))
                + by(event.command());
    }

    private String subscribed(Event.SubscriptionCreated event) {
        SubscriptionDefinition definition = event.subscription();
        return event.queue() + " topic \"" + escaped(definition.topic()) + "\""
                + (definition.name() == null ? "" : ", name \"" + escaped(definition.name()) + "\"")
                + (definition.clientIdentifier() == null
                        ? ""
                        : ", client \"" + escaped(definition.clientIdentifier()) + "\"")
                + (definition.selector() == null ? "" : ", selector \"" + escaped(definition.selector()) + "\"")
                + (definition.durable() ? ", durable" : "")
                + (definition.shared() ? ", shared" : "")
                + (definition.noLocal() ? ", noLocal" : "");
    }

    private String counted(Event.QueueCounted event) {
        return queue(event.queue()) + ", next " + event.nextSequence() + ", horizon " + event.horizon() + ", enqueued "
                + event.enqueued() + ", acknowledged " + event.acknowledged() + ", expired " + event.expired()
                + ", dead-lettered " + event.deadLettered();
    }

    private String measured(QueueMeasured event) {
        return queue(event.queue()) + ", dropped " + event.dropped() + ", " + event.storedBytes() + " bytes";
    }

    private String settled(Event.ExposureSettled event) {
        return queue(event.queue()) + ", delivered " + event.sequences();
    }

    private static String decided(Event.BranchDecided event) {
        return "branch " + event.branch() + (event.committed() ? " committed" : " rolled back");
    }

    private static String registered(Event.SessionRegistered event) {
        return "session " + event.session() + ", key " + Long.toHexString(event.keyHigh()) + "-"
                + Long.toHexString(event.keyLow());
    }

    private static String refused(Event.CommandRefused event) {
        return command(event.command()) + ", " + event.code() + " \"" + escaped(event.text()) + "\"";
    }

    private String targets(List<Target> targets) {
        String shown = targets.stream()
                .limit(TARGETS_SHOWN)
                .map(target -> queue(target.queue()) + "#" + target.sequence())
                .collect(Collectors.joining(", "));
        return targets.size() > TARGETS_SHOWN ? shown + " and " + (targets.size() - TARGETS_SHOWN) + " more" : shown;
    }

    private String queue(int number) {
        return queues.name(number).map(name -> number + " " + quoted(name)).orElse("queue " + number);
    }

    private static String payload(Payload payload) {
        return payload.length() + " bytes at "
                + payload.places().stream().map(EventLine::place).collect(Collectors.joining(", "));
    }

    private static String place(Place place) {
        return place.segment() + ":" + place.offset();
    }

    private static String by(CommandName command) {
        return command.session() == 0 ? "" : ", by " + command(command);
    }

    private static String command(CommandName command) {
        return "session " + command.session() + " command " + command.sequence();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static String quoted(Destination destination) {
        return (destination.isTemporary() ? "temporary " : "") + (destination.isQueue() ? "queue" : "topic") + " \""
                + escaped(destination.name()) + "\"";
    }

    /** One line, whatever is in it. */
    static String escaped(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.chars().forEach(each -> {
            if (each == '\\' || each == '"') {
                line.append('\\').append((char) each);
            } else if (each < ' ' || (each >= 0x7F && each < 0xA0) || each == 0x2028 || each == 0x2029) {
                line.append(String.format("\\u%04x", each));
            } else {
                line.append((char) each);
            }
        });
        return line.toString();
    }
}
