package dev.sepconv.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SepconvTableTest {
  @Test
  void showsShapesCountsAndShares() {
    String table =
        SepconvTable.render(Analysis.of(Networks.articleSeparable()), SepconvTable.Options.DEFAULT);
    assertThat(table.lines())
        .anySatisfy(l ->
            assertThat(l)
                .contains("depthwise", "Conv2d", "3x3 dw", "1x3x224x224", "30", "1,354,752")
                .contains("██████████", "69.2%"))
        .anySatisfy(l -> assertThat(l).startsWith("total").contains("46", "1,956,864"))
        .anySatisfy(l -> assertThat(l).startsWith("not counted").endsWith("nothing"))
        .anySatisfy(l -> assertThat(l).startsWith("assumed").contains("batch size 1"));
  }

  @Test
  void saysThatAWeightIsShared() {
    assertThat(SepconvTable.render(Analysis.of(Networks.fromFile()), SepconvTable.Options.DEFAULT))
        .containsPattern("(?m)^again .*\\(shared\\)");
  }

  @Test
  void coloursChangeNothingElse() {
    Analysis a = Analysis.of(Networks.articleSeparable());
    String plain = SepconvTable.render(a, new SepconvTable.Options(100, false, 9));
    String coloured = SepconvTable.render(a, new SepconvTable.Options(100, true, 9));
    assertThat(coloured).isNotEqualTo(plain);
    assertThat(coloured.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 90, 100, 120, 160, 200})
  void fitsTheWidth(int width) {
    assertThat(
            SepconvTable.render(
                    Analysis.of(Networks.fromFile()), new SepconvTable.Options(width, false, 9))
                .lines())
        .allSatisfy(l -> assertThat(Numbers.length(l)).isLessThanOrEqualTo(width));
  }
}
