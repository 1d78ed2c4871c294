/** Histories written by hand, each breaking one promise, and some that break none. */
@NullMarked
package io.chasqui.testkit.history;

import org.jspecify.annotations.NullMarked;
