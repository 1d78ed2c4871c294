package io.chasqui.broker.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.broker.journal.Place;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private static final CommandName COMMAND = new CommandName(7, 1L << 40);
    private static final Xid XID = new Xid(-2, new byte[64], new byte[] {1, -1});
    private static final List<Target> TARGETS = List.of(new Target(1, 5), new Target(2, (3L << 40) + 1));

    static Stream<Event> events() {
        return Stream.of(
                new Event.BrokerStarted(3),
                new Event.QueueCreated(4, Destination.queue("Grüße")),
                new Event.SubscriptionCreated(
                        5, new Event.SubscriptionDefinition("t", "id", "name", "a = 1", true, true, false)),
                new Event.SubscriptionCreated(
                        6, new Event.SubscriptionDefinition("t", null, null, null, false, false, true)),
                new Event.QueueDeleted(4),
                new Event.SessionRegistered(9, Long.MIN_VALUE, Long.MAX_VALUE),
                new Event.SessionAdvanced(COMMAND),
                new Event.CommandRefused(COMMAND, ErrorCode.RESOURCE, "the disk is full"),
                new Event.SessionEnded(9),
                new Event.DeliveriesAcknowledged(COMMAND, TARGETS),
                new Event.DeliveriesReleased(CommandName.NONE, TARGETS),
                new Event.MessagesExpired(TARGETS),
                new Event.HorizonRaised(1, 1L << 50),
                new Event.DeliveriesExposed(TARGETS),
                new Event.ExposureSettled(1, List.of(1L, 2L, 1L << 41)),
                new Event.ExposureSettled(1, List.of()),
                new Event.QueueCounted(1, 2, 3, 4, 5, 6, 0),
                new Event.QueueCounted(1, 2, 3, 4, 5, 6, 7),
                new Event.MessageAnnotated(new Target(3, 4), new byte[] {1, 2, 3}),
                new Event.MessagesDeadLettered(COMMAND, TARGETS),
                new MessagesDropped(TARGETS),
                new QueueMeasured(3, 1L << 40, 17),
                new Event.WatermarkNoted(),
                new Event.BranchPrepared(COMMAND, new BranchHead(7, XID, "id"), 3, true, List.of(), TARGETS),
                new Event.BranchEnded(COMMAND, 7),
                new Event.BranchDecided(7, true),
                new Event.BrokerIdentified(Long.MIN_VALUE, 17));
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsWhatItHasWritten(Event event) {
        assertThat(read(write(List.of(event)))).containsExactly(event);
    }

    @Test
    void hasAnEventForEveryKindButTheReservedOnes() {
        Stream<EventKind> special = Stream.of(
                EventKind.PAYLOAD_STAGED,
                EventKind.MESSAGE_ACCEPTED,
                EventKind.MESSAGE_MOVED,
                EventKind.BRANCH_SEND_MOVED);

        assertThat(Stream.concat(events().map(Event::kind), special).distinct())
                .containsExactlyInAnyOrder(EventKind.values());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 99})
    void findsTheBytesOfAnInlineMessage(long delay) {
        byte[] content = {1, 2, 3, 4, 5};
        WireWriter out = new WireWriter(64);
        List<Integer> offsets = new ArrayList<>();
        Payload payload = Payload.arrived(content, true);
        EventCodec.write(
                out,
                new Event.MessageAccepted(COMMAND, TARGETS, 9, 77, delay, payload),
                (which, offset) -> offsets.add(offset));

        Event.MessageAccepted read =
                (Event.MessageAccepted) EventCodec.readAll(new WireReader(out.array(), 0, out.size()), 12, 1_000)
                        .get(0);

        int at = offsets.get(0);
        assertThat(Arrays.copyOfRange(out.array(), at, at + 5)).isEqualTo(content);
        assertThat(read.payload().places())
                .containsExactly(new Place(12, 1_000 + at, 5, Place.checksumOf(content, 0, 5)));
        assertThat(read.targets()).isEqualTo(TARGETS);
        assertThat(read.priority()).isEqualTo(9);
        assertThat(read.expirationMillis()).isEqualTo(77);
        assertThat(read.deliveryTimeMillis()).isEqualTo(delay);
        assertThat(read.command()).isEqualTo(COMMAND);
    }

    @Test
    void readsThePlacesOfAStagedMessage() {
        List<Place> places = List.of(new Place(1, 2, 3, 7), new Place(4, 5, 6, 8));
        Event.MessageAccepted event =
                new Event.MessageAccepted(CommandName.NONE, TARGETS, 0, 0, 0, Payload.stored(places));

        Event.MessageAccepted read =
                (Event.MessageAccepted) read(write(List.of(event))).get(0);

        assertThat(read.payload().places()).isEqualTo(places);
        assertThat(read.payload().length()).isEqualTo(9);
    }

    @Test
    void readsTheSendsOfABranch() {
        List<Place> places = List.of(new Place(1, 2, 3, 7), new Place(4, 5, 6, 8));
        BranchSend send = new BranchSend(Destination.topic("news"), Payload.stored(places));
        Event event =
                new Event.BranchPrepared(COMMAND, new BranchHead(1, XID, null), 0, false, List.of(send), List.of());

        Event.BranchPrepared read =
                (Event.BranchPrepared) read(write(List.of(event))).get(0);

        assertThat(read.sends()).hasSize(1);
        assertThat(read.sends().get(0).destination()).isEqualTo(send.destination());
        assertThat(read.sends().get(0).payload().places()).isEqualTo(places);
        assertThat(read.head().xid()).isEqualTo(XID);
    }

    @Test
    void readsWhereAMessageOfABranchHasMovedTo() {
        List<Place> places = List.of(new Place(1, 2, 3, 7), new Place(4, 5, 6, 8));

        BranchSendMoved read = (BranchSendMoved) read(write(List.of(new BranchSendMoved(7, 2, Payload.stored(places)))))
                .get(0);

        assertThat(read.branch()).isEqualTo(7);
        assertThat(read.send()).isEqualTo(2);
        assertThat(read.payload().places()).isEqualTo(places);
    }

    @Test
    void findsAStagedPart() {
        byte[] bytes = {9, 9, 1, 2, 3, 9};
        byte[] written = write(List.of(new Event.PayloadStaged(bytes, 2, 3)));

        Event.PayloadStaged read = (Event.PayloadStaged) read(written).get(0);

        assertThat(Arrays.copyOfRange(written, read.offset(), read.offset() + read.length()))
                .containsExactly(1, 2, 3);
    }

    @Test
    void readsManyEventsInOrder() {
        List<Event> all = events().toList();

        assertThat(read(write(all))).isEqualTo(all);
    }

    @Test
    void refusesUnknownEventsAndVersions() {
        byte[] unknown = write(List.of(new Event.BrokerStarted(1)));
        unknown[4] = 99;
        byte[] newer = write(List.of(new Event.BrokerStarted(1)));
        newer[6] = 2;

        assertThatThrownBy(() -> read(unknown))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("99");
        assertThatThrownBy(() -> read(newer))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("version");
    }

    @Test
    void survivesAnyBytes() {
        Random random = new Random(1);
        byte[] good = write(events().toList());
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                read(bad);
            } catch (WireFormatException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    private static byte[] write(List<Event> events) {
        WireWriter out = new WireWriter(64);
        events.forEach(event -> EventCodec.write(out, event, (payload, offset) -> {}));
        return out.toByteArray();
    }

    private static List<Event> read(byte[] bytes) {
        return EventCodec.readAll(new WireReader(bytes, 0, bytes.length), 1, 0);
    }
}
