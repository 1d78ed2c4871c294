/** Tests of the quickstart's own arithmetic: what it counts must be right before it may judge a broker. */
@NullMarked
package io.chasqui.samples.quickstart;

import org.jspecify.annotations.NullMarked;
