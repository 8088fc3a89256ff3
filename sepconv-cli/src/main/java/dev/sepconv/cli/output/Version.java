package dev.sepconv.cli.output;

import picocli.CommandLine.IVersionProvider;

/// The version, from the jar's manifest.
public final class Version implements IVersionProvider {
  /// Made by picocli.
  public Version() {}

  /// @return such as `0.1.0`
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged build)" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "sepconv " + text(), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
    };
  }
}
