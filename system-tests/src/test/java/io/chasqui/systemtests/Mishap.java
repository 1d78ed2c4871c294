package io.chasqui.systemtests;

/** What goes wrong, again and again, while clients work. */
interface Mishap {
    /**
     * Lets it happen.
     *
     * @param broker the running broker
     * @return the broker that runs afterwards
     */
    BrokerProcess strike(BrokerProcess broker);
}
