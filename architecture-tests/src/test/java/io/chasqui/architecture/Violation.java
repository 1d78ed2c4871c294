package io.chasqui.architecture;

/**
 * One place where a law is not kept.
 *
 * @param rule the rule's name, as it stands in {@code exceptions.txt}
 * @param type the fully qualified name of the top-level type, or of the package for package rules
 * @param place file and line, such as {@code protocol/src/main/java/io/chasqui/protocol/X.java:12}
 * @param found what was found and what is allowed
 * @param advice what to do about it
 */
record Violation(String rule, String type, String place, String found, String advice) {

    @Override
    public String toString() {
        return place + ": [" + rule + "] " + found + "; " + advice;
    }
}
