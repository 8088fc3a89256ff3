package dev.sepconv.convert;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/// How much of a network a conversion may leave.
public sealed interface Budget {
  /// @return what it says, such as `50 % of the MACs`
  String text();

  /// A share of all multiply-adds of the network.
  ///
  /// @param share above 0, at most 1
  record Macs(double share) implements Budget {
    @Override
    public String text() {
      return percent(share) + " of the MACs";
    }
  }

  /// A share of all trained parameters of the network.
  ///
  /// @param share above 0, at most 1
  record Params(double share) implements Budget {
    @Override
    public String text() {
      return percent(share) + " of the parameters";
    }
  }

  /// So many components for every input channel of every layer.
  ///
  /// @param components 1 or more; a layer is exact with k² or oc, whichever is less
  record Rank(int components) implements Budget {
    @Override
    public String text() {
      return components + (components == 1 ? " filter a channel" : " filters a channel");
    }
  }

  /// @param share of something
  /// @return such as `12.5 %`
  static String percent(double share) {
    return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(100 * share)
        + " %";
  }
}
