/**
 * Our own conformance suite. It is written as the TCK is: it knows the API and the sixteen names in JNDI, and nothing of
 * Chasqui, so that it can be run against any provider. It proves what the TCK leaves out or proves weakly.
 */
@NullMarked
package io.chasqui.tck.conformance;

import org.jspecify.annotations.NullMarked;
