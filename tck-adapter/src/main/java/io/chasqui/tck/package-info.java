/**
 * Runs compatibility tests against Chasqui: the official Jakarta Messaging TCK from a jar of the user, or, without one,
 * our own suite of the same form. Tests run in JVMs of their own, each with its own broker, and end in a report.
 */
@NullMarked
package io.chasqui.tck;

import org.jspecify.annotations.NullMarked;
