package io.chasqui.broker.state;

/** Is told of a queue before something durable of it changes. */
@FunctionalInterface
public interface ChangeListener {
    /** The queue is as it was and will change right after this. */
    void before(QueueState queue);
}
