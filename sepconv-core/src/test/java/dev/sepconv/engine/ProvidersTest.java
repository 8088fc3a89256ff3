package dev.sepconv.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.KernelProvider;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  private record Named(String id) implements Kernel {
    @Override
    public Optional<Layouts> accepts(Work work, List<Layout> available) {
      return Optional.empty();
    }

    @Override
    public Task prepare(Work work, Layouts layouts) {
      throw new AssertionError("nothing was accepted");
    }
  }

  private record Provider(String name, int priority, boolean isAvailable)
      implements KernelProvider {
    @Override
    public String description() {
      return "for tests";
    }

    @Override
    public String requirement() {
      return "--" + name;
    }

    @Override
    public boolean startsSlowly() {
      return priority == 100;
    }

    @Override
    public List<Kernel> kernels() {
      if (!isAvailable) {
        throw new AssertionError(name + " cannot run");
      }
      return List.of(new Named(name + "-1"), new Named(name + "-2"));
    }
  }

  private static Providers providers(boolean fast) {
    return Providers.of(
        List.of(
            new Provider("slow", 0, true),
            new Provider("b", 10, true),
            new Provider("fast", 100, fast),
            new Provider("a", 10, true)));
  }

  private static List<String> ids(Kernels kernels) {
    return kernels.list().stream().map(Kernel::id).toList();
  }

  @Test
  void kernelsStandByPriorityThenNameAndTheReferenceLast() {
    assertThat(ids(providers(true).kernels("")))
        .containsExactly(
            "fast-1", "fast-2", "a-1", "a-2", "b-1", "b-2", "slow-1", "slow-2", "reference");
  }

  @Test
  void whatCannotRunIsLeftOut() {
    assertThat(ids(providers(false).kernels("")))
        .containsExactly("a-1", "a-2", "b-1", "b-2", "slow-1", "slow-2", "reference");
  }

  @Test
  void aProviderCanBeForced() {
    assertThat(ids(providers(true).kernels("slow")))
        .containsExactly("slow-1", "slow-2", "reference");
    assertThat(ids(providers(true).kernels("reference"))).containsExactly("reference");
  }

  @Test
  void firstCallsAreForThoseThatStartFast() {
    assertThat(providers(true).promptKernels("").map(ProvidersTest::ids))
        .contains(List.of("a-1", "a-2", "b-1", "b-2", "slow-1", "slow-2", "reference"));
    assertThat(providers(false).promptKernels("")).as("nothing is slow").isEmpty();
    assertThat(providers(true).promptKernels("fast")).as("forced").isEmpty();
  }

  @Test
  void whatIsForcedMustBeThere() {
    assertThatThrownBy(() -> providers(true).kernels("quick"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "sepconv.kernels asks for 'quick' kernels, which are not on the class path; there are"
                + " fast, a, b, slow, reference");
  }

  @Test
  void whatIsForcedMustRun() {
    assertThatThrownBy(() -> providers(false).kernels("fast"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "sepconv.kernels asks for 'fast' kernels, which need a JVM started with --fast");
  }

  @Test
  void thisModuleBringsScalarKernels() {
    assertThat(ids(CpuBackend.discover())).contains("f32-conv-scalar").endsWith("reference");
  }
}
