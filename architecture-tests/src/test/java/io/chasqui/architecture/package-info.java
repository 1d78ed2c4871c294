/**
 * The laws of the design as tests: {@code DependencyTest} looks at classes (who may use whom), {@code TidyTest} looks
 * at sources (sizes, names, documentation). Every violation names its file and line, the rule, and what to do.
 */
@NullMarked
package io.chasqui.architecture;

import org.jspecify.annotations.NullMarked;
