/** Tests of the journal on real files: what is written comes back, and damage is either cut exactly or refused loudly. */
@NullMarked
package io.chasqui.broker.journal.chronicle;

import org.jspecify.annotations.NullMarked;
