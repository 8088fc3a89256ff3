package dev.sepconv.engine;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.KernelProvider;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.kernel.reference.ReferenceKernel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// The modules of kernels on the class path.
///
/// @param all those whose kernels stand first, first
record Providers(List<KernelProvider> all) {
  private static final String REFERENCE = "reference";

  /// Those of this class path, looked for and logged once.
  private static final class Holder {
    static final Providers FOUND =
        of(
            ServiceLoader.load(KernelProvider.class, KernelProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());

    static {
      log(FOUND, System.getProperty(CpuBackend.KERNELS_PROPERTY, ""));
    }
  }

  /// Puts providers in order, by name where their priorities are equal.
  static Providers of(List<KernelProvider> providers) {
    return new Providers(
        providers.stream()
            .sorted(
                Comparator.comparingInt(KernelProvider::priority)
                    .reversed()
                    .thenComparing(KernelProvider::name))
            .toList());
  }

  static Providers found() {
    return Holder.FOUND;
  }

  List<KernelProvider> available() {
    return all.stream().filter(KernelProvider::isAvailable).toList();
  }

  /// The list of kernels.
  ///
  /// @param wanted the name of the one provider that is wanted; empty for all that can run
  /// @return their kernels, the reference last
  /// @throws InvalidInputException if that one is not there or cannot run
  Kernels kernels(String wanted) {
    return list(
        switch (wanted) {
          case "" -> available();
          case REFERENCE -> List.of();
          default -> List.of(provider(wanted));
        });
  }

  /// The list of kernels for the first calls, while HotSpot compiles the others.
  ///
  /// @param wanted as for {@link #kernels}
  /// @return kernels that do not start slowly; empty if none has to wait
  Optional<Kernels> promptKernels(String wanted) {
    if (!wanted.isEmpty() || available().stream().noneMatch(KernelProvider::startsSlowly)) {
      return Optional.empty();
    }
    return Optional.of(list(available().stream().filter(p -> !p.startsSlowly()).toList()));
  }

  private static Kernels list(List<KernelProvider> providers) {
    List<Kernel> list = new ArrayList<>();
    providers.forEach(p -> list.addAll(p.kernels()));
    list.add(new ReferenceKernel());
    return providers.isEmpty()
        ? new Kernels(list)
        : new Kernels(list, providers.getFirst().reorders());
  }

  private KernelProvider provider(String wanted) {
    KernelProvider provider =
        all.stream()
            .filter(p -> p.name().equals(wanted))
            .findFirst()
            .orElseThrow(() ->
                new InvalidInputException(
                    "%s asks for '%s' kernels, which are not on the class path; there are %s"
                        .formatted(CpuBackend.KERNELS_PROPERTY, wanted, names())));
    if (!provider.isAvailable()) {
      throw new InvalidInputException(
          "%s asks for '%s' kernels, which need a JVM started with %s"
              .formatted(CpuBackend.KERNELS_PROPERTY, wanted, provider.requirement()));
    }
    return provider;
  }

  private String names() {
    return String.join(
        ", ", Stream.concat(all.stream().map(KernelProvider::name), Stream.of(REFERENCE)).toList());
  }

  private static void log(Providers found, String wanted) {
    System.Logger log = System.getLogger("dev.sepconv.engine");
    List<KernelProvider> available = found.available();
    for (KernelProvider p : found.all()) {
      if (!p.isAvailable() && wanted.isEmpty()) {
        log.log(
            System.Logger.Level.INFO,
            "{0} kernels cannot run in this JVM, {1} kernels are used; start it with {2} to get"
                + " them",
            p.name(),
            available.isEmpty() ? REFERENCE : available.getFirst().name(),
            p.requirement());
      }
    }
    for (KernelProvider p : available) {
      if (wanted.isEmpty() || wanted.equals(p.name())) {
        // A description may load what a first call does not need.
        log.log(System.Logger.Level.DEBUG, () -> "kernels: " + p.name() + ", " + p.description());
      }
    }
  }
}
