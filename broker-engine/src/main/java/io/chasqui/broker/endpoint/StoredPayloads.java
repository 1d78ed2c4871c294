package io.chasqui.broker.endpoint;

import io.chasqui.broker.event.Payload;
import io.chasqui.protocol.message.MessageSource;

/** Opens payloads that lie on the disk for links, which read them part by part while they write. */
@FunctionalInterface
public interface StoredPayloads {
    /**
     * Holds a payload for a link.
     *
     * @param payload has a place on the disk, or gets one before the journal is durable up to what was applied
     * @return to be closed by the link
     */
    MessageSource open(Payload payload);
}
