package io.chasqui.architecture;

import java.util.List;

/**
 * A law about one source file.
 */
@FunctionalInterface
interface SourceRule {

    /** Where the file breaks the law; empty when it keeps it. */
    List<Violation> check(SourceFile file);
}
