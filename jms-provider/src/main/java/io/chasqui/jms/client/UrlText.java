package io.chasqui.jms.client;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A connection URL taken apart into place and options, before anybody asked whether they make sense; options can be
 * added and taken away. Its {@code toString} hides the password, {@link #text} does not.
 *
 * @param place everything before the question mark
 * @param options decoded values by name, in their order
 */
public record UrlText(String place, Map<String, String> options) {
    /** The options that say who connects. */
    public static final List<String> CREDENTIALS = List.of("user", "password", "clientId");

    private static final Pattern PASSWORD = Pattern.compile("(?<=[?&]password=)[^&]*");

    /** Copies the options. */
    public UrlText {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Takes a URL apart.
     *
     * @param url a connection URL, or only options with the question mark before them
     * @throws IllegalArgumentException if an option has no value, stands twice or is not percent-encoded well
     */
    public static UrlText parse(String url) {
        String text = url.strip();
        int question = text.indexOf('?');
        return question < 0
                ? new UrlText(text, Map.of())
                : new UrlText(text.substring(0, question), options(text.substring(question + 1), masked(url)));
    }

    /** The URL for messages and logs: with stars in place of a password. */
    static String masked(String url) {
        return PASSWORD.matcher(url).replaceAll("***");
    }

    private static Map<String, String> options(String text, String url) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : text.split("&", -1)) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "option=value is expected but '" + option + "' stands in '" + url + "'.");
            }
            String name = option.substring(0, equals);
            if (options.put(name, decoded(name, option.substring(equals + 1), url)) != null) {
                throw new IllegalArgumentException("The option " + name + " stands twice in '" + url + "'.");
            }
        }
        return options;
    }

    private static String decoded(String name, String value, String url) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "The value of the option " + name + " is not percent-encoded well in '" + url
                            + "'. Write '%' itself as %25.",
                    malformed);
        }
    }

    /** This URL with further options; they replace those of the same name. */
    public UrlText with(Map<String, String> further) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.putAll(further);
        return new UrlText(place, all);
    }

    /** This URL without some of its options, whether it has them or not. */
    public UrlText without(Collection<String> names) {
        Map<String, String> rest = new LinkedHashMap<>(options);
        rest.keySet().removeAll(names);
        return new UrlText(place, rest);
    }

    /** The URL in full, its password included, as {@link #parse} reads it. */
    public String text() {
        return options.isEmpty()
                ? place
                : options.entrySet().stream()
                        .map(option -> option.getKey() + "=" + encoded(option.getValue()))
                        .collect(Collectors.joining("&", place + "?", ""));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return masked(text());
    }
}
