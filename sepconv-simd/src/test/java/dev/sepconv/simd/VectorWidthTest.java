package dev.sepconv.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The JVM has the vectors for which the build started it, unless the machine has only shorter
/// ones.
@Tag("every-length")
@EnabledIfSystemProperty(
    named = VectorWidthTest.PROPERTY,
    matches = ".+",
    disabledReason = "the build asks for no width")
class VectorWidthTest {
  static final String PROPERTY = "sepconv.test.vectorBits";

  @Test
  void vectorsAreAsWideAsAskedFor() {
    int wanted = Integer.getInteger(PROPERTY, 0);
    int widest = widest();
    if (widest < wanted) {
      System.out.println(
          "this machine has no vectors of " + wanted + " bits; those of " + widest + " are tested");
    }
    assertThat(FloatVector.SPECIES_PREFERRED.vectorBitSize()).isEqualTo(Math.min(wanted, widest));
  }

  /// The longest vectors of float that the JVM uses on this machine.
  private static int widest() {
    if (!System.getProperty("os.arch", "").equals("amd64")) {
      return 128;
    }
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    int avx = Integer.parseInt(jvm.getVMOption("UseAVX").getValue());
    return avx == 3 ? 512 : avx > 0 ? 256 : 128;
  }
}
