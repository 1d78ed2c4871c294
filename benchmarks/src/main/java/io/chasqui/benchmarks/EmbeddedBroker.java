package io.chasqui.benchmarks;

import java.util.List;

/**
 * How a provider's broker runs inside the process of its client.
 *
 * @param main main class that starts it and returns; empty when the first connection starts it
 * @param arguments its arguments, with the same places as those of the broker process except the port
 * @param url URL for the connection factory, with the same places
 * @param asyncUrl the same for asynchronous sends
 */
record EmbeddedBroker(String main, List<String> arguments, String url, String asyncUrl) {}
