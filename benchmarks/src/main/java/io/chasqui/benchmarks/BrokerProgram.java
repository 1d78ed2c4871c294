package io.chasqui.benchmarks;

/**
 * The program of a provider's distribution that starts its broker as a user would.
 *
 * @param path below the harness's home; empty when the provider's broker is started by its main class
 * @param optionsVariable the environment variable by which the program takes options for its JVM
 */
record BrokerProgram(String path, String optionsVariable) {
    /** Whether there is one. */
    boolean exists() {
        return !path.isEmpty();
    }
}
