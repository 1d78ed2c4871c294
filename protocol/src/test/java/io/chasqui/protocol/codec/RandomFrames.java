package io.chasqui.protocol.codec;

import io.chasqui.protocol.frame.ConnectionFrame;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.FrameKind;
import io.chasqui.protocol.frame.LinkFrame;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Frames with random contents, made from the record's components, so that a new kind or a new field is covered without a
 * change here.
 */
final class RandomFrames {
    private static final Map<FrameKind, Class<?>> RECORDS = recordsByKind();

    private final Random random;
    private final int greatestMessageBytes;

    RandomFrames(long seed, int greatestMessageBytes) {
        this.random = new Random(seed);
        this.greatestMessageBytes = greatestMessageBytes;
    }

    Frame next() {
        FrameKind[] kinds = FrameKind.values();
        return next(kinds[random.nextInt(kinds.length)]);
    }

    Frame next(FrameKind kind) {
        Class<?> type = RECORDS.get(kind);
        if (type == null) {
            throw new AssertionError("No record belongs to the frame kind " + kind + ".");
        }
        return make(type);
    }

    List<Frame> list(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    /** Whether two frames have the same contents; records compare arrays by identity. */
    static boolean same(Frame left, Frame right) {
        return left.getClass() == right.getClass() && Arrays.deepEquals(values(left), values(right));
    }

    private Frame make(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components).map(this::value).toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (Frame) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " cannot be made.", e);
        }
    }

    private @Nullable Object value(RecordComponent component) {
        Class<?> type = component.getType();
        if (component.getName().equals("connection")) {
            return 1 + random.nextInt(Integer.MAX_VALUE);
        }
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (nullable && random.nextInt(3) == 0) {
            return null;
        }
        if (type == String.class) {
            return text(0);
        }
        return type.isEnum()
                ? type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)]
                : simple(component);
    }

    private Object simple(RecordComponent component) {
        return switch (component.getType().getSimpleName()) {
            case "int" -> random.nextInt();
            case "long" -> random.nextLong();
            case "boolean" -> random.nextBoolean();
            case "byte[]" -> bytes();
            case "Destination" ->
                new Destination(Destination.Kind.values()[random.nextInt(Destination.Kind.values().length)], text(1));
            case "DeliveryName" -> deliveryName();
            case "Xid" -> xid();
            case "List" -> list(component);
            default -> throw new AssertionError("The tests know no values for " + component + "; add them here.");
        };
    }

    private List<?> list(RecordComponent component) {
        Type element = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        if (element == DeliveryName.class) {
            return Stream.generate(this::deliveryName).limit(random.nextInt(5)).toList();
        }
        if (element == Xid.class) {
            return Stream.generate(this::xid).limit(random.nextInt(5)).toList();
        }
        throw new AssertionError("The tests know no values for " + component + "; add them here.");
    }

    private Xid xid() {
        return new Xid(random.nextInt(), part(), part());
    }

    private byte[] part() {
        byte[] bytes = new byte[random.nextInt(Xid.PART_LIMIT_BYTES + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    private DeliveryName deliveryName() {
        return new DeliveryName(random.nextInt(), random.nextLong());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(greatestMessageBytes + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String text(int leastLength) {
        StringBuilder text = new StringBuilder();
        int length = leastLength + random.nextInt(20);
        while (text.length() < length) {
            text.appendCodePoint(
                    switch (random.nextInt(8)) {
                        case 0 -> 0x1F600 + random.nextInt(64);
                        case 1 -> 0x4E00 + random.nextInt(256);
                        case 2 -> 0xE0 + random.nextInt(16);
                        case 3 -> 0;
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }

    private static Object[] values(Frame frame) {
        return Arrays.stream(frame.getClass().getRecordComponents())
                .map(component -> {
                    try {
                        component.getAccessor().setAccessible(true);
                        return component.getAccessor().invoke(frame);
                    } catch (IllegalAccessException | InvocationTargetException e) {
                        throw new LinkageError(component + " cannot be read.", e);
                    }
                })
                .toArray();
    }

    private static Map<FrameKind, Class<?>> recordsByKind() {
        Map<FrameKind, Class<?>> records = new EnumMap<>(FrameKind.class);
        for (Class<?> type : recordTypes()) {
            records.put(FrameKind.valueOf(constantName(type)), type);
        }
        return records;
    }

    private static List<Class<?>> recordTypes() {
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> family :
                List.of(LinkFrame.class, ConnectionFrame.class, SessionCommand.class, SessionEvent.class)) {
            types.addAll(List.of(family.getPermittedSubclasses()));
        }
        types.remove(SessionEvent.DeliverStored.class); // on the wire it is a Deliver
        return types;
    }

    /** {@code OpenConsumer} becomes {@code OPEN_CONSUMER}. */
    private static String constantName(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(java.util.Locale.ROOT);
    }
}
