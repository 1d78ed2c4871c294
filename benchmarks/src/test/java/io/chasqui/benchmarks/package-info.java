/** Tests of the harness's own arithmetic: the check of every message, the medians, what is read from logs and files. */
@NullMarked
package io.chasqui.benchmarks;

import org.jspecify.annotations.NullMarked;
