/**
 * What tests of applications, and of the broker itself, stand on: clocks that are moved by hand and a broker that lives
 * as long as a test.
 */
@NullMarked
package io.chasqui.testkit;

import org.jspecify.annotations.NullMarked;
