package io.chasqui.systemtests.jms;

/** How a client of a test reaches the broker. */
enum Transport {
    IN_VM,
    TCP
}
