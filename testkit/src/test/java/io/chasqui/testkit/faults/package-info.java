/** The broker over a disk that fails: what was confirmed is there, and nothing else. */
@NullMarked
package io.chasqui.testkit.faults;

import org.jspecify.annotations.NullMarked;
