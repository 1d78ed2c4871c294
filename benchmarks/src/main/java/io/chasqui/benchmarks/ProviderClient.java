package io.chasqui.benchmarks;

import java.util.Map;

/**
 * How a provider's client is used.
 *
 * @param factoryClass connection factory with a constructor that takes the URL
 * @param urlPattern URL for it, with {@code {address}} for the address of the broker
 * @param asyncUrlPattern the same for asynchronous sends, with {@code {window}} for the bytes that may be under way
 * @param completionListener whether it has {@code CompletionListener}; if not, its own asynchronous sends take that place
 * @param delayProperty the message property that asks for a delay in milliseconds; empty when it has
 *     {@code setDeliveryDelay}
 */
record ProviderClient(
        String factoryClass,
        String urlPattern,
        String asyncUrlPattern,
        boolean completionListener,
        String delayProperty) {

    /** The URL for the connection factory of a run, see {@link Provider#filled}. */
    String url(boolean asynchronous, Map<String, String> values) {
        return Provider.filled(asynchronous ? asyncUrlPattern : urlPattern, values);
    }

    /** The same client with other URLs. */
    ProviderClient withUrls(String synchronous, String asynchronous) {
        return new ProviderClient(factoryClass, synchronous, asynchronous, completionListener, delayProperty);
    }
}
