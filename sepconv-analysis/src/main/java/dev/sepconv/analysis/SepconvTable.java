package dev.sepconv.analysis;

import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The default summary: a table that fits the terminal, with the share of all MACs as a bar.
public final class SepconvTable {
  private static final String GAP = "  ";
  private static final int MAX_OUTPUT_WIDTH = 24;
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String CYAN = "\u001b[36m";
  private static final String RESET = "\u001b[0m";

  /// How the table looks.
  ///
  /// @param width the most characters in a line, 80 or more
  /// @param colour whether ANSI colours are used
  /// @param depth how many levels of modules are shown; deeper layers are summed up
  public record Options(int width, boolean colour, int depth) {
    /// Checks the width.
    public Options {
      width = Math.max(width, 80);
    }

    /// 100 columns, no colours, every level.
    public static final Options DEFAULT = new Options(100, false, Integer.MAX_VALUE);
  }

  /// What a table of some width shows, from the richest to the poorest.
  private record Level(boolean full, int bar, boolean kernel, boolean memory, int extras) {}

  private static final List<Level> LEVELS =
      List.of(
          new Level(true, 16, true, true, 2),
          new Level(true, 10, true, true, 2),
          new Level(true, 10, true, true, 1),
          new Level(true, 10, true, true, 0),
          new Level(false, 10, true, true, 0),
          new Level(false, 6, true, true, 0),
          new Level(false, 8, true, false, 0),
          new Level(false, 5, true, false, 0),
          new Level(false, 0, true, false, 0),
          new Level(false, 0, false, false, 0));

  private final Analysis analysis;
  private final Options options;
  private final List<TableRow> rows;
  private final List<String> guides;
  private final double largestShare;

  private SepconvTable(Analysis analysis, Options options) {
    this.analysis = analysis;
    this.options = options;
    rows = TableRows.of(analysis, options.depth());
    guides = TableRows.guides(rows);
    largestShare = rows.stream().mapToDouble(this::share).max().orElse(0);
  }

  /// @param analysis a network's costs
  /// @param options how the table looks
  /// @return the table, ending in a line break
  public static String render(Analysis analysis, Options options) {
    return new SepconvTable(analysis, options).print();
  }

  /// One column.
  private record Column(String title, boolean rightAligned, List<String> cells, String total) {
    int width() {
      int w = Math.max(Numbers.length(title), Numbers.length(total));
      for (String c : cells) {
        w = Math.max(w, Numbers.length(c));
      }
      return w;
    }
  }

  private String print() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      names.add(guides.get(i) + Numbers.printable(rows.get(i).name()));
    }
    Column layer = new Column("layer", false, names, "total");
    Column type = new Column("type", false, rows.stream().map(TableRow::type).toList(), "");
    List<Column> others = List.of();
    int rest = 0;
    for (Level level : LEVELS) {
      others = columns(level);
      rest = options.width() - others.stream().mapToInt(c -> GAP.length() + c.width()).sum();
      int wanted = Math.min(layer.width(), 36) + GAP.length() + Math.min(type.width(), 22);
      if (rest >= wanted) {
        break;
      }
    }
    rest -= GAP.length();
    int typeWidth = type.width();
    if (layer.width() + typeWidth > rest) {
      typeWidth = Math.min(typeWidth, Math.max(rest - layer.width(), rest * 2 / 5));
    }
    int layerWidth = Math.min(layer.width(), rest - typeWidth);
    return lines(shorten(layer, layerWidth), shorten(type, typeWidth), others);
  }

  private String lines(Column layer, Column type, List<Column> others) {
    List<Column> all = new ArrayList<>(List.of(layer, type));
    all.addAll(others);
    int width = all.stream().mapToInt(Column::width).sum() + GAP.length() * (all.size() - 1);
    StringBuilder b = new StringBuilder(title(Math.max(width, 60)));
    b.append(dim("─".repeat(width))).append('\n');
    b.append(style(BOLD, line(all, -1))).append('\n');
    b.append(dim("─".repeat(width))).append('\n');
    for (int i = 0; i < rows.size(); i++) {
      String line = line(all, i);
      if (rows.get(i).heading()) {
        line = dim(line);
      } else if (options.colour()) {
        line = coloured(line);
      }
      b.append(line).append('\n');
    }
    b.append(dim("─".repeat(width))).append('\n');
    b.append(style(BOLD, line(all, rows.size()))).append('\n');
    b.append(dim("─".repeat(width))).append('\n');
    return b.append(footer()).toString();
  }

  private static String line(List<Column> columns, int row) {
    StringBuilder b = new StringBuilder();
    for (Column c : columns) {
      String cell = row < 0 ? c.title() : row < c.cells().size() ? c.cells().get(row) : c.total();
      b.append(c.rightAligned() ? Numbers.left(cell, c.width()) : Numbers.right(cell, c.width()));
      b.append(GAP);
    }
    return b.toString().stripTrailing();
  }

  private String title(int width) {
    String left = Numbers.printable(analysis.graph().name());
    String module = analysis.graph().trace().map(t -> t.root().type()).orElse("");
    if (!module.isEmpty() && !module.equals(left)) {
      left += " · " + module;
    }
    String right =
        analysis.graph().inputs().stream()
            .map(in -> {
              TensorType t = analysis.graph().type(in);
              return Numbers.printable(in) + " " + Numbers.shape(t) + " " + t.element();
            })
            .collect(Collectors.joining(", "));
    int w = Math.min(width, options.width());
    if (Numbers.length(left) + Numbers.length(right) + 2 <= w) {
      return style(BOLD, left) + Numbers.left(right, w - Numbers.length(left)) + "\n";
    }
    return style(BOLD, Numbers.middle(left, options.width())) + "\n" + wrap("", right);
  }

  private List<Column> columns(Level level) {
    Totals t = analysis.totals();
    List<Column> list = new ArrayList<>();
    if (level.kernel) {
      list.add(new Column("kernel", false, rows.stream().map(TableRow::kernel).toList(), ""));
    }
    list.add(new Column("output", false, rows.stream().map(SepconvTable::output).toList(), ""));
    list.add(
        new Column(
            "params",
            true,
            rows.stream()
                .map(r -> r.shared() ? "(shared)" : number(r.params(), level.full))
                .toList(),
            total(t.params(), level.full)));
    list.add(
        new Column(
            "MACs",
            true,
            rows.stream().map(r -> macs(r, level.full)).toList(),
            total(t.macs(), level.full)));
    list.add(
        new Column(
            "share",
            false,
            rows.stream().map(r -> share(r, level.bar)).toList(),
            " ".repeat(level.bar)));
    if (level.memory) {
      list.add(
          new Column(
              "memory",
              true,
              rows.stream().map(r -> r.bytes() == 0 ? "" : Numbers.bytes(r.bytes())).toList(),
              Numbers.bytes(t.bytesMoved())));
    }
    if (level.extras > 0) {
      list.add(new Column("FLOP/B", true, rows.stream().map(SepconvTable::intensity).toList(), ""));
    }
    if (level.extras > 1) {
      list.add(new Column("field", true, rows.stream().map(SepconvTable::field).toList(), ""));
    }
    return list;
  }

  private static String output(TableRow r) {
    if (r.outputs().isEmpty()) {
      return "";
    }
    String more = r.outputs().size() > 1 ? " +" + (r.outputs().size() - 1) : "";
    return Numbers.middle(Numbers.shape(r.outputs().get(0)), MAX_OUTPUT_WIDTH - more.length())
        + more;
  }

  private static String number(long n, boolean full) {
    return n == 0 ? "" : total(n, full);
  }

  private static String total(long n, boolean full) {
    return full ? Numbers.thousands(n) : Numbers.units(n);
  }

  private static String macs(TableRow r, boolean full) {
    return r.cost().notCounted().isPresent() && r.cost().macs() == 0
        ? "?"
        : number(r.cost().macs(), full);
  }

  private double share(TableRow r) {
    long all = analysis.totals().macs();
    return all == 0 ? 0 : (double) r.cost().macs() / all;
  }

  /// The longest bar is that of the largest layer; the number says what it is of the whole.
  private String share(TableRow r, int width) {
    if (r.cost().macs() == 0) {
      return "";
    }
    String percent = Numbers.left(Numbers.percent(share(r)), 6);
    if (width == 0) {
      return percent;
    }
    long eighths = Math.max(Math.round(share(r) / largestShare * width * 8), 1);
    String bar = "█".repeat((int) (eighths / 8));
    if (eighths % 8 > 0) {
      bar += "▏▎▍▌▋▊▉".charAt((int) (eighths % 8) - 1);
    }
    return Numbers.right(bar, width) + percent;
  }

  private static String intensity(TableRow r) {
    return r.cost().macs() == 0 || r.bytes() == 0
        ? ""
        : Numbers.fixed((double) r.cost().flops() / r.bytes(), 2);
  }

  private static String field(TableRow r) {
    return r.field()
        .map(f ->
            f.whole()
                ? "all"
                : f.size().stream()
                    .distinct()
                    .map(String::valueOf)
                    .collect(Collectors.joining("x")))
        .orElse("");
  }

  private String footer() {
    Totals t = analysis.totals();
    StringBuilder b = new StringBuilder();
    String buffers =
        t.buffers() == 0
            ? "no buffers"
            : "and " + Numbers.thousands(t.buffers()) + " in buffers (not trained)";
    b.append(
        note(
            "parameters",
            Numbers.thousands(t.params())
                + " trainable, "
                + buffers
                + "; "
                + Numbers.bytes(t.weightBytes())
                + " stored"));
    b.append(
        note(
            "arithmetic",
            Numbers.thousands(t.macs())
                + " MACs = "
                + Numbers.thousands(t.flops())
                + " FLOP, and "
                + Numbers.thousands(t.elementOps())
                + " element operations (bias, normalisation, activation, pooling, addition)"));
    b.append(
        note(
            "activations",
            Numbers.bytes(t.peakActivationBytes())
                + " live at the peak"
                + (analysis.peakAt().isEmpty() ? "" : " (at " + analysis.peakAt() + ")")
                + ", "
                + Numbers.bytes(t.activationBytesWithoutReuse())
                + " without reuse"));
    b.append(
        note(
            "memory",
            Numbers.bytes(t.bytesMoved())
                + " read and written: input, weights and output of every layer"));
    b.append(note("not counted", notCounted()));
    if (!analysis.assumed().isEmpty()) {
      b.append(note("assumed", String.join("; ", analysis.assumed())));
    }
    return b.toString();
  }

  private String notCounted() {
    if (analysis.notCounted().isEmpty()) {
      return "nothing";
    }
    Map<String, List<Analysis.NotCounted>> byReason =
        analysis.notCounted().stream()
            .collect(
                Collectors.groupingBy(
                    n -> n.type() + " (" + n.reason() + ")",
                    java.util.LinkedHashMap::new,
                    Collectors.toList()));
    return byReason.entrySet().stream()
        .map(e ->
            e.getKey()
                + ": "
                + e.getValue().stream()
                    .limit(5)
                    .map(Analysis.NotCounted::layer)
                    .collect(Collectors.joining(", "))
                + (e.getValue().size() > 5 ? ", and " + (e.getValue().size() - 5) + " more" : ""))
        .collect(Collectors.joining("; "));
  }

  private String note(String label, String text) {
    return wrap(Numbers.right(label, 13), text);
  }

  private String wrap(String label, String text) {
    int indent = Numbers.length(label);
    int room = options.width() - indent;
    StringBuilder b = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (String word : Numbers.printable(text).split(" ", -1)) {
      String w = Numbers.middle(word, room);
      if (!line.isEmpty() && Numbers.length(line.toString()) + 1 + Numbers.length(w) > room) {
        b.append(b.isEmpty() ? dim(label) : " ".repeat(indent)).append(line).append('\n');
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(w);
    }
    return b.append(b.isEmpty() ? dim(label) : " ".repeat(indent))
        .append(line)
        .append('\n')
        .toString();
  }

  private static Column shorten(Column c, int width) {
    return new Column(
        c.title(),
        c.rightAligned(),
        c.cells().stream().map(s -> Numbers.middle(s, width)).toList(),
        c.total());
  }

  private String dim(String text) {
    return text.isEmpty() ? text : style(DIM, text);
  }

  private String style(String code, String text) {
    return options.colour() ? code + text + RESET : text;
  }

  private static String coloured(String line) {
    return line.replaceAll("[█▏▎▍▌▋▊▉]+", CYAN + "$0" + RESET)
        .replaceAll("^[│├└ ]+", DIM + "$0" + RESET);
  }
}
