package dev.sepconv.cli;

import picocli.CommandLine.IVersionProvider;

/// The version that `--version` prints, from the jar's manifest.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "sepconv " + (version == null ? "(unpackaged build)" : version),
      "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
    };
  }
}
