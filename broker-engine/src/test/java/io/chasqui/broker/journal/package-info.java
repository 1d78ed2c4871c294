/** Tests of the journal's boundary. */
@NullMarked
package io.chasqui.broker.journal;

import org.jspecify.annotations.NullMarked;
