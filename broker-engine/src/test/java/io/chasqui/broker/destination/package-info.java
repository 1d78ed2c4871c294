/** Tests of patterns: which destinations they mean, and which of several counts. */
@NullMarked
package io.chasqui.broker.destination;

import org.jspecify.annotations.NullMarked;
