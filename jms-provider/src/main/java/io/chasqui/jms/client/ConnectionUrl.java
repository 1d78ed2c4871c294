package io.chasqui.jms.client;

import io.chasqui.protocol.transport.LinkAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection URL, taken apart and checked: {@code vm:NAME?option=value} for a broker in this JVM, or
 * {@code tcp://HOST:PORT[,HOST:PORT...]?option=value}. Option values may be percent-encoded.
 *
 * @param addresses where to connect to, in the order to try; at least one
 * @param settings the options of the client
 */
public record ConnectionUrl(List<LinkAddress> addresses, LinkSettings settings) {
    private static final String FORMS =
            "A connection URL is 'vm:NAME?option=value' or" + " 'tcp://HOST:PORT[,HOST:PORT...]?option=value'";
    private static final Pattern VM_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]/@]+):([0-9]{1,5})");
    static final List<String> VM_OPTIONS = List.of("data", "durability", "stopWithLastConnection");
    private static final List<String> DURABILITIES = List.of("disk", "os", "memory");

    /** Copies the addresses. */
    public ConnectionUrl {
        addresses = List.copyOf(addresses);
    }

    /**
     * Takes a URL apart.
     *
     * @throws IllegalArgumentException if it is not a connection URL or has an unknown or malformed option; the text
     *     says what was expected
     */
    public static ConnectionUrl parse(String url) {
        UrlText text = UrlText.parse(url);
        String shown = UrlText.masked(url);
        String place = text.place();
        boolean embedded = place.startsWith("vm:");
        checkKnown(text.options(), embedded, shown);
        LinkSettings settings = LinkSettings.of(text.options(), embedded);
        Map<String, String> open = text.without(UrlText.CREDENTIALS).options();
        if (embedded) {
            return new ConnectionUrl(List.of(vmAddress(place, open, shown)), settings);
        }
        if (place.startsWith("tcp://")) {
            return new ConnectionUrl(tcpAddresses(place.substring("tcp://".length()), open, shown), settings);
        }
        throw new IllegalArgumentException(FORMS + " but '" + shown + "' was given.");
    }

    private static LinkAddress vmAddress(String place, Map<String, String> options, String url) {
        String name = place.substring("vm:".length());
        name = name.startsWith("//") ? name.substring(2) : name;
        if (!VM_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The broker's name in a vm: URL needs 1 to 64 letters, digits, '.', '_' or" + " '-' but is '" + name
                            + "' in '" + url + "'.");
        }
        String durability = options.getOrDefault("durability", "disk");
        if (!DURABILITIES.contains(durability)) {
            throw new IllegalArgumentException("The option durability must be one of " + DURABILITIES + " but is '"
                    + durability + "' in '" + url + "'.");
        }
        return new LinkAddress("vm", name, 0, options);
    }

    private static List<LinkAddress> tcpAddresses(String places, Map<String, String> options, String url) {
        List<LinkAddress> addresses = new ArrayList<>();
        for (String place : places.split(",", -1)) {
            Matcher parts = HOST_AND_PORT.matcher(place.strip());
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "HOST:PORT is expected but '" + place + "' stands in '" + url + "'.");
            }
            int port = Integer.parseInt(parts.group(2));
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("A port must be 1..65535 but is " + port + " in '" + url + "'.");
            }
            String host = parts.group(1).replace("[", "").replace("]", "");
            addresses.add(new LinkAddress("tcp", host, port, options));
        }
        return addresses;
    }

    private static void checkKnown(Map<String, String> options, boolean embedded, String url) {
        TreeSet<String> known = new TreeSet<>(LinkSettings.OPTIONS);
        if (embedded) {
            known.addAll(VM_OPTIONS);
        }
        for (String name : options.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("The option " + name + " in '" + url
                        + "' is unknown. Known options: " + String.join(", ", known) + ".");
            }
        }
    }
}
