package io.chasqui.protocol.transport;

/** What a broker offers to its transports: something to say to each new link. */
@FunctionalInterface
public interface LinkAcceptor {
    /**
     * Takes a new link.
     *
     * @param channel the broker's end
     * @return who hears what comes
     */
    ChannelListener accept(Channel channel);
}
