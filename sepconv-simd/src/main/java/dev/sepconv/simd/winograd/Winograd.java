package dev.sepconv.simd.winograd;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.direct.Geometry;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/// A 3x3 convolution of stride 1 by Winograd's minimal filtering F(m x m, 3x3), channels last:
/// tiles of (m + 2)² inputs are transformed, multiplied with transformed weights by one matrix
/// product for each of their positions, and transformed back. The error of each kind is stated
/// there.
public final class Winograd implements Kernel {
  private final Transform transform;

  private Winograd(Transform transform) {
    this.transform = transform;
  }

  /// F(2x2, 3x3).
  ///
  /// @return a kernel
  public static Winograd two() {
    return new Winograd(Transform.of(2));
  }

  /// F(4x4, 3x3).
  ///
  /// @return a kernel
  public static Winograd four() {
    return new Winograd(Transform.of(4));
  }

  /// The largest error on random data, relative to the largest output.
  ///
  /// @return that, with a margin
  public double error() {
    return transform.error();
  }

  /// Whether the results of small integers are exact.
  ///
  /// @return whether all factors of the transforms are powers of two
  public boolean isExact() {
    return transform.isExact();
  }

  @Override
  public String id() {
    int m = transform.outputs();
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    return "f32-conv-winograd-" + m + "x" + m + "-simd" + bits;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .flatMap(Geometry::of)
        .filter(g -> WinogradRule.outputs(g) == transform.outputs())
        .map(g -> Geometry.layouts(work, Layout.CHANNELS_LAST));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ConvWork conv = ConvWork.of(work).orElseThrow();
    return new WinogradTask(work, conv, Geometry.of(conv).orElseThrow(), transform, false);
  }
}
