package io.chasqui.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.SessionEvent.Deliver;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the model knows of one message: what was sent, and of each place it went to, what must have become of it. */
final class ModelMessage {
    private final TestMessage message;
    private final String producer;
    private final boolean transacted;
    private final Map<String, Copy> copies = new LinkedHashMap<>();
    private boolean accepted;
    private boolean rejected;
    private boolean sentAgain;

    ModelMessage(TestMessage message, String producer, boolean transacted, Iterable<String> places) {
        this.message = message;
        this.producer = producer;
        this.transacted = transacted;
        places.forEach(place -> {
            Copy copy = new Copy();
            copy.maybeGone = message.expirationMillis() != 0;
            copies.put(place, copy);
        });
    }

    String text() {
        return message.text();
    }

    /** Messages of the same stream keep their order. */
    String stream() {
        return producer + "/" + message.priority() + "/" + message.persistent();
    }

    boolean ordered() {
        return !sentAgain;
    }

    void accept() {
        assertThat(rejected).as("%s was rejected and is confirmed", this).isFalse();
        accepted = true;
    }

    void reject() {
        assertThat(accepted).as("%s was confirmed and is rejected", this).isFalse();
        rejected = true;
    }

    /** The broker has died: what it did not keep may be gone, what it did not answer comes again. */
    void outliveBroker() {
        if (!message.persistent()) {
            copies.values().forEach(copy -> copy.maybeGone = true);
            sentAgain |= transacted && !accepted;
        }
    }

    /** An application has received it. */
    void receive(String place, Deliver delivery) {
        Copy copy = copyAt(place);
        assertThat(rejected).as("%s was never sent but is received", this).isFalse();
        assertThat(copy.acknowledged && !sentAgain)
                .as("%s is received again after its acknowledgement", this)
                .isFalse();
        if (copy.count > 0 && !sentAgain) {
            assertThat(delivery.deliveryCount())
                    .as("delivery count of %s, which was seen with %s", this, copy.count)
                    .isGreaterThan(1)
                    .isGreaterThanOrEqualTo(copy.count);
        }
        copy.count = Math.max(copy.count, delivery.deliveryCount());
    }

    /** Acknowledged by somebody who waited for the answer. */
    void acknowledge(String place) {
        copyAt(place).acknowledged = true;
        copyAt(place).maybeGone = true;
    }

    /** Acknowledged by somebody who did not wait. */
    void acknowledgeLazily(String place) {
        copyAt(place).maybeGone = true;
    }

    boolean mustBeAt(String place) {
        Copy copy = copies.get(place);
        return copy != null && accepted && !copy.maybeGone;
    }

    boolean mayBeAt(String place) {
        Copy copy = copies.get(place);
        return copy != null && !rejected && (sentAgain || !copy.acknowledged);
    }

    private Copy copyAt(String place) {
        Copy copy = copies.get(place);
        if (copy == null) {
            throw new AssertionError(this + " was never sent to " + place + ".");
        }
        return copy;
    }

    @Override
    public String toString() {
        String text = message.text();
        return text.substring(0, Math.min(12, text.length())) + " of " + stream();
    }

    private static final class Copy {
        private int count;
        private boolean acknowledged;
        private boolean maybeGone;
    }
}
