package io.chasqui.tck;

/** How a test ended. */
enum Verdict {
    PASSED,
    FAILED,
    SKIPPED
}
