/** The sample application, run as it is. */
@NullMarked
package io.chasqui.samples.spring.orders;

import org.jspecify.annotations.NullMarked;
