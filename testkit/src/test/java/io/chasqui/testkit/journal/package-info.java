/** Tests of the simulated disk, and with it of the journal's writer and its recovery through random crashes. */
@NullMarked
package io.chasqui.testkit.journal;

import org.jspecify.annotations.NullMarked;
