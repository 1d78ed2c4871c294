package io.chasqui.server;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A message property from the command line: {@code NAME=VALUE} is a string, {@code NAME:TYPE=VALUE} has one of the types
 * boolean, byte, short, int, long, float, double or string (Jakarta Messaging 3.1, section 3.5.4).
 *
 * @param name the property's name
 * @param value its value, of one of the eight types
 */
record TypedProperty(String name, Object value) {
    void applyTo(Message message) throws JMSException {
        message.setObjectProperty(name, value);
    }

    static TypedProperty parse(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException(
                    "a property looks like NAME=VALUE or NAME:TYPE=VALUE, but '" + text + "' has no name and '='");
        }
        String name = text.substring(0, equals);
        String value = text.substring(equals + 1);
        int colon = name.indexOf(':');
        return colon < 0
                ? new TypedProperty(name, value)
                : new TypedProperty(name.substring(0, colon), typed(name.substring(colon + 1), value));
    }

    private static Object typed(String type, String value) {
        try {
            return switch (type.toLowerCase(Locale.ROOT)) {
                case "string" -> value;
                case "boolean" -> bool(value);
                case "byte" -> Byte.valueOf(value);
                case "short" -> Short.valueOf(value);
                case "int" -> Integer.valueOf(value);
                case "long" -> Long.valueOf(value);
                case "float" -> Float.valueOf(value);
                case "double" -> Double.valueOf(value);
                default ->
                    throw new IllegalArgumentException("there is no property type '" + type
                            + "'; the types are boolean, byte, short, int, long, float, double and string");
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + value + "' is not a value of type " + type, e);
        }
    }

    private static Boolean bool(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("a boolean property is true or false, not '" + value + "'");
        }
        return Boolean.valueOf(value);
    }

    /** Reads properties for picocli, with its kind of complaint. */
    static final class Converter implements ITypeConverter<TypedProperty> {
        @Override
        public TypedProperty convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(Sentence.of(e));
            }
        }
    }
}
