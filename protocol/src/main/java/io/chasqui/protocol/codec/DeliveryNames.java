package io.chasqui.protocol.codec;

import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import java.util.Arrays;
import java.util.List;

/** How delivery names and lists of them lie in bytes: twelve bytes each, lists behind a count. */
final class DeliveryNames {
    private static final int NAME_BYTES = 12;

    private DeliveryNames() {}

    static void write(WireWriter out, DeliveryName name) {
        out.writeInt(name.queue()).writeLong(name.sequence());
    }

    static DeliveryName read(WireReader in) {
        return new DeliveryName(in.readInt(), in.readLong());
    }

    static void writeAll(WireWriter out, List<DeliveryName> names) {
        out.writeInt(names.size());
        for (DeliveryName name : names) {
            write(out, name);
        }
    }

    static List<DeliveryName> readAll(WireReader in) {
        int count = in.readCount(NAME_BYTES);
        if (count == 0) {
            return List.of();
        }
        if (count == 1) {
            return List.of(read(in));
        }
        DeliveryName[] names = new DeliveryName[count];
        Arrays.setAll(names, index -> read(in));
        return List.of(names);
    }
}
