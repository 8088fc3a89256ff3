package dev.sepconv.draw.figure;

/// What figures say, by language.
public enum Words {
  /// English.
  EN(
      "Normal and depthwise separable convolution",
      "Normal convolution",
      "Depthwise",
      "Pointwise",
      "Each kernel sees all channels.",
      "Each channel has a kernel of its own.",
      "Kernels of 1 × 1 mix the channels.",
      "Input",
      "Output",
      "Parameters",
      "k·k·channels seen·kernels + biases",
      "Multiply-adds (MACs)",
      "kernels·h·w·channels seen·k·k",
      "Depthwise + pointwise",
      "%s of the normal one") {
    @Override
    String kernels(int count, String size) {
      return count == 1 ? "1 kernel of " + size : count + " kernels of " + size;
    }

    @Override
    String settings(int in, int out, String kernel, String input, int stride, int pad, int dil) {
      return in
          + " → "
          + out
          + " channels · kernel "
          + kernel
          + " · input "
          + input
          + " · stride "
          + stride
          + " · padding "
          + pad
          + (dil == 1 ? "" : " · dilation " + dil);
    }

    @Override
    String theory(String formula, String here) {
      return "MACs that are left: in theory 1/oc + 1/k² = " + formula + ", here " + here;
    }

    @Override
    String oneStep(String parameters) {
      return "In one step: " + parameters + " parameters";
    }

    @Override
    String twoSteps(String parameters) {
      return "Depthwise separable, in two steps: " + parameters + " parameters";
    }

    @Override
    String scale(boolean linear, boolean cut) {
      return (linear
              ? "Heights and widths are to scale."
              : "Heights and widths grow with the logarithm of their size.")
          + (cut
              ? " Of more than four channels or kernels the first two and the last are drawn."
              : "");
    }
  },
  /// Chinese.
  ZH(
      "普通卷积与深度可分离卷积",
      "普通卷积",
      "逐通道卷积 (depthwise)",
      "逐点卷积 (pointwise)",
      "每个卷积核都作用于全部输入通道。",
      "每个通道只用自己的一个卷积核。",
      "1 × 1 的卷积核把各通道混合起来。",
      "输入",
      "输出",
      "参数量",
      "k·k·每核通道数·核数 + 偏置数",
      "乘加次数 (MACs)",
      "核数·高·宽·每核通道数·k·k",
      "逐通道 + 逐点",
      "普通卷积的 %s") {
    @Override
    String kernels(int count, String size) {
      return count + " 个 " + size + " 的卷积核";
    }

    @Override
    String settings(int in, int out, String kernel, String input, int stride, int pad, int dil) {
      return "通道 "
          + in
          + " → "
          + out
          + " · 卷积核 "
          + kernel
          + " · 输入 "
          + input
          + " · 步长 "
          + stride
          + " · 填充 "
          + pad
          + (dil == 1 ? "" : " · 空洞率 " + dil);
    }

    @Override
    String theory(String formula, String here) {
      return "乘加次数之比：理论值 1/oc + 1/k² = " + formula + "，实际值 " + here;
    }

    @Override
    String oneStep(String parameters) {
      return "一步完成：" + parameters + " 个参数";
    }

    @Override
    String twoSteps(String parameters) {
      return "深度可分离，两步完成：" + parameters + " 个参数";
    }

    @Override
    String scale(boolean linear, boolean cut) {
      return (linear ? "高和宽按比例绘制。" : "高和宽按尺寸的对数绘制。") + (cut ? "通道或卷积核多于四个时，只画前两个和最后一个。" : "");
    }
  };

  private final String title;
  final String normal;
  final String depthwise;
  final String pointwise;
  final String normalSays;
  final String depthwiseSays;
  final String pointwiseSays;
  final String input;
  final String output;
  final String parameters;
  final String parameterFormula;
  final String macs;
  final String macFormula;
  final String both;
  private final String part;

  Words(
      String title,
      String normal,
      String depthwise,
      String pointwise,
      String normalSays,
      String depthwiseSays,
      String pointwiseSays,
      String input,
      String output,
      String parameters,
      String parameterFormula,
      String macs,
      String macFormula,
      String both,
      String part) {
    this.title = title;
    this.normal = normal;
    this.depthwise = depthwise;
    this.pointwise = pointwise;
    this.normalSays = normalSays;
    this.depthwiseSays = depthwiseSays;
    this.pointwiseSays = pointwiseSays;
    this.input = input;
    this.output = output;
    this.parameters = parameters;
    this.parameterFormula = parameterFormula;
    this.macs = macs;
    this.macFormula = macFormula;
    this.both = both;
    this.part = part;
  }

  /// The heading of a figure of convolutions.
  ///
  /// @return the heading
  public String title() {
    return title;
  }

  String name(ConvStep.Kind kind) {
    return switch (kind) {
      case NORMAL -> normal;
      case DEPTHWISE -> depthwise;
      case POINTWISE -> pointwise;
    };
  }

  String says(ConvStep.Kind kind) {
    return switch (kind) {
      case NORMAL -> normalSays;
      case DEPTHWISE -> depthwiseSays;
      case POINTWISE -> pointwiseSays;
    };
  }

  /// @param percent such as `36.1%`
  String part(String percent) {
    return part.replace("%s", percent);
  }

  abstract String kernels(int count, String size);

  abstract String settings(
      int in, int out, String kernel, String input, int stride, int padding, int dilation);

  abstract String theory(String formula, String here);

  abstract String oneStep(String parameters);

  abstract String twoSteps(String parameters);

  abstract String scale(boolean linear, boolean cut);
}
