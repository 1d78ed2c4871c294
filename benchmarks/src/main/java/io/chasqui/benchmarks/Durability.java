package io.chasqui.benchmarks;

import java.util.Locale;

/** When a persistent send or a commit may return; the same for all providers of a comparison. */
enum Durability {
    /** After the data was forced to the disk. */
    DISK,
    /** After the data was given to the operating system. */
    OS;

    /** The word on command lines, {@code disk} or {@code os}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
