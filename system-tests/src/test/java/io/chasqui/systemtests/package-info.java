/**
 * Proofs over real processes: a broker is started as a user would start it, killed or stopped in the middle of work, and
 * what its clients saw is judged afterwards.
 */
@NullMarked
package io.chasqui.systemtests;

import org.jspecify.annotations.NullMarked;
