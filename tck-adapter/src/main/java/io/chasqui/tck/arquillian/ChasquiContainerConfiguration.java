package io.chasqui.tck.arquillian;

import io.chasqui.tck.broker.Bindings;
import io.chasqui.tck.broker.Reach;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/**
 * What {@code arquillian.xml} says about the container. All of it may be left out.
 *
 * <dl>
 *   <dt>{@code brokerName}
 *   <dd>the broker's name in this JVM; {@code arquillian}
 *   <dt>{@code dataDirectory}
 *   <dd>where the journal lies, which is kept; without it, a folder that goes away when the broker stops
 *   <dt>{@code transport}
 *   <dd>{@code vm} or {@code tcp}, on a free port; {@code vm}
 *   <dt>{@code tckNames}
 *   <dd>whether the sixteen names of the Jakarta Messaging TCK are bound; {@code true}
 *   <dt>{@code names}
 *   <dd>further names as in {@code jndi.properties}, with white space between them, such as {@code queue.orders=ORDERS
 *       topic.prices=PRICES}; {@code ${url}} stands for the broker's URL
 * </dl>
 */
public final class ChasquiContainerConfiguration implements ContainerConfiguration {
    private static final String URL = "${url}";

    private String brokerName = "arquillian";
    private String dataDirectory = "";
    private String transport = "vm";
    private boolean tckNames = true;
    private String names = "";

    /** For Arquillian, which then sets what {@code arquillian.xml} says. */
    public ChasquiContainerConfiguration() {}

    /** The broker's name in this JVM. */
    public void setBrokerName(String value) {
        brokerName = value;
    }

    /** Where the journal lies; empty for a folder that goes away when the broker stops. */
    public void setDataDirectory(String value) {
        dataDirectory = value;
    }

    /** How clients reach the broker: {@code vm} or {@code tcp}. */
    public void setTransport(String value) {
        transport = value;
    }

    /** Whether the names of the Jakarta Messaging TCK are bound. */
    public void setTckNames(boolean value) {
        tckNames = value;
    }

    /** Further names as in {@code jndi.properties}, with white space between them. */
    public void setNames(String value) {
        names = value;
    }

    /** Checks what has been set. */
    @Override
    public void validate() {
        try {
            Reach.parse(transport);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(wrong.getMessage(), wrong);
        }
        if (brokerName.isBlank()) {
            throw new ConfigurationException("The property brokerName must not be empty.");
        }
        parsed();
    }

    String brokerName() {
        return brokerName;
    }

    String dataDirectory() {
        return dataDirectory;
    }

    Reach reach() {
        return Reach.parse(transport);
    }

    /** All names, for a broker at this URL. */
    Bindings bindings(String url) {
        Map<String, String> all = new TreeMap<>();
        if (tckNames) {
            all.putAll(Bindings.ofTheTck(url).properties());
        }
        all.put("java.naming.provider.url", url);
        parsed().forEach((name, value) -> all.put(name, value.replace(URL, url)));
        return new Bindings(all);
    }

    private Map<String, String> parsed() {
        return Arrays.stream(names.split("\\s+"))
                .filter(entry -> !entry.isEmpty())
                .map(ChasquiContainerConfiguration::entry)
                .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1]));
    }

    private static String[] entry(String text) {
        String[] parts = text.split("=", 2);
        if (parts.length < 2 || parts[0].isEmpty()) {
            throw new ConfigurationException(
                    "The property names must hold entries such as queue.orders=ORDERS but has '" + text + "'.");
        }
        return parts;
    }
}
