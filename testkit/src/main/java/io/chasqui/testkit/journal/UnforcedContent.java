package io.chasqui.testkit.journal;

/** What a simulated crash leaves of the content that was appended but not forced. */
public enum UnforcedContent {
    /** Nothing: a power cut with an unlucky disk. */
    NONE,
    /** All of it: the process was killed, the operating system lived on. */
    ALL,
    /** The first half of its bytes: a torn tail. */
    PREFIX
}
