package io.chasqui.broker.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.journal.Place;
import io.chasqui.protocol.message.Destination;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MovedMessageTest {
    private static final Destination NAME = Destination.queue("orders");
    private static final List<Target> MESSAGE = List.of(new Target(1, 7));

    private final BrokerState state = new BrokerState();
    private final EventApplier applier = new EventApplier(state);

    @BeforeEach
    void acceptAMessage() {
        state.enterSegment(1);
        applier.apply(new Event.QueueCreated(1, NAME), 0);
        Payload payload = Payload.stored(List.of(new Place(1, 100, 50)));
        applier.apply(new Event.MessageAccepted(CommandName.NONE, MESSAGE, 4, 0, 0, payload), 0);
        state.enterSegment(2);
    }

    @Test
    void isFoundWhereItLiesNow() {
        Place place = new Place(2, 10, 50);

        applier.apply(new Event.MessageMoved(MESSAGE, Payload.stored(List.of(place))), 0);

        assertThat(found().payload().places()).containsExactly(place);
        assertThat(state.segments().isFree(1)).isTrue();
    }

    @Test
    void isFoundInAllItsPartsAlsoWhenItHadOnlyOne() {
        List<Place> places = List.of(new Place(2, 10, 20), new Place(2, 40, 30));

        applier.apply(new Event.MessageMoved(MESSAGE, Payload.stored(places)), 0);
        state.trim();

        assertThat(found().payload().places()).isEqualTo(places);
        assertThat(state.segments().isFree(1)).isTrue();
    }

    @Test
    void leavesNothingBehindWhenItIsAcknowledged() {
        List<Place> places = List.of(new Place(2, 10, 20), new Place(2, 40, 30));
        applier.apply(new Event.MessageMoved(MESSAGE, Payload.stored(places)), 0);

        applier.apply(new Event.DeliveriesAcknowledged(CommandName.NONE, MESSAGE), 0);

        assertThat(state.segments().held()).isEmpty();
        assertThat(state.queues()).allMatch(queue -> queue.size() == 0);
    }

    @Test
    void doesNotComeBackByBeingMoved() {
        applier.apply(new Event.DeliveriesAcknowledged(CommandName.NONE, MESSAGE), 0);

        applier.apply(new Event.MessageMoved(MESSAGE, Payload.stored(List.of(new Place(2, 10, 50)))), 0);

        assertThat(state.find(1, 7)).isNull();
        assertThat(state.segments().held()).isEmpty();
    }

    private MessageEntry found() {
        MessageEntry entry = state.find(1, 7);
        if (entry == null) {
            throw new AssertionError("The message is gone.");
        }
        return entry;
    }
}
