package io.chasqui.server;

import picocli.CommandLine.IVersionProvider;

/** Answers {@code --version} from the manifest of the jar this class was loaded from. */
final class ManifestVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = ManifestVersion.class.getPackage().getImplementationVersion();
        String runtime = "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")";
        return new String[] {
            "Chasqui " + (version == null ? "(not from a jar, so without a version)" : version), runtime
        };
    }
}
