package dev.sepconv.bench.jmh;

import dev.sepconv.bench.ConvShape;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.graph.Graph;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One kernel on one layer and one thread, without the engine around it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:ObjectAlignmentInBytes=64"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConvBenchmark {
  /// The layer, as the shape files name it.
  @Param("v1.7.pw")
  public String layer = "";

  /// The kernel's id; `first` for the first in the list that does the layer.
  @Param("first")
  public String kernel = "";

  private Optional<Call> call = Optional.empty();

  /// A prepared kernel with its operands.
  private record Call(Kernel.Task task, ArrayOperands operands) {}

  /// Prepares the kernel.
  @Setup
  public void prepare() {
    ConvShape shape =
        ConvShape.of(ConvShape.FILES).stream()
            .filter(s -> s.layer().equals(layer))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no shape file has " + layer));
    Graph graph = shape.graph();
    Work work = Work.of(graph, graph.nodes().getFirst());
    for (Kernel k : CpuBackend.discover().list()) {
      Optional<Kernel.Layouts> layouts = k.accepts(work, List.of(Layout.CHANNELS_LAST));
      if (layouts.isPresent() && (kernel.equals("first") || kernel.equals(k.id()))) {
        Kernel.Task task = k.prepare(work, layouts.get());
        call = Optional.of(new Call(task, ArrayOperands.of(work, layouts.get(), task)));
        return;
      }
    }
    throw new IllegalArgumentException("kernel " + kernel + " does not do " + layer);
  }

  /// Runs the kernel once.
  ///
  /// @return the output
  @Benchmark
  public float[] conv() {
    Call c = call.orElseThrow();
    c.task.run(c.operands, Workers.CALLER);
    return c.operands.output(0);
  }
}
