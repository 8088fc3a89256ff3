package dev.sepconv.analysis;

import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The default summary: a table that fits the terminal, with the share of all MACs as a bar.
public final class SepconvTable {
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
  private record Level(
      boolean full, int bar, boolean memory, int extras, int gap, int layer, int type) {
    /// @return the least width at which names and types still read well
    int wanted(int layerWidth, int typeWidth) {
      return Math.min(layerWidth, layer) + gap + Math.min(typeWidth, type);
    }
  }

  private static final List<Level> LEVELS =
      List.of(
          new Level(true, 16, true, 2, 2, 40, 22),
          new Level(true, 10, true, 2, 2, 36, 22),
          new Level(true, 10, true, 1, 2, 36, 22),
          new Level(true, 10, true, 0, 2, 36, 22),
          new Level(false, 10, true, 0, 2, 32, 20),
          new Level(false, 6, true, 0, 2, 30, 18),
          new Level(false, 8, false, 0, 2, 30, 18),
          new Level(false, 5, false, 0, 2, 24, 14),
          new Level(false, 5, false, 0, 1, 20, 10),
          new Level(false, 0, false, 0, 1, 0, 0));

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
    int layerWidth = "total".length();
    int typeWidth = "type".length();
    for (int i = 0; i < rows.size(); i++) {
      layerWidth = Math.max(layerWidth, Numbers.length(guides.get(i) + name(i)));
      // A heading's type has the rest of its line to itself.
      typeWidth = Math.max(typeWidth, rows.get(i).heading() ? 0 : Numbers.length(type(i)));
    }
    Level level = LEVELS.getLast();
    for (Level l : LEVELS.reversed()) {
      level = room(columns(l), l) >= l.wanted(layerWidth, typeWidth) ? l : level;
    }
    List<Column> others = columns(level);
    int room = room(others, level) - level.gap;
    if (layerWidth + typeWidth > room) {
      typeWidth = Math.min(typeWidth, Math.max(room - layerWidth, room / 3));
    }
    return lines(Math.min(layerWidth, room - typeWidth), typeWidth, others, level.gap);
  }

  private String name(int row) {
    return Numbers.printable(rows.get(row).name());
  }

  private String type(int row) {
    return Numbers.printable(rows.get(row).type());
  }

  private int room(List<Column> columns, Level level) {
    return options.width() - columns.stream().mapToInt(c -> level.gap + c.width()).sum();
  }

  private String lines(int layerWidth, int typeWidth, List<Column> others, int gap) {
    String space = " ".repeat(gap);
    int width = layerWidth + gap + typeWidth;
    width += others.stream().mapToInt(c -> gap + c.width()).sum();
    String rule = dim("─".repeat(width)) + "\n";
    String start = Numbers.right("layer", layerWidth) + space + Numbers.right("type", typeWidth);
    String end = Numbers.right("total", layerWidth) + space + Numbers.right("", typeWidth);
    StringBuilder b = new StringBuilder(title(Math.max(width, 60)));
    b.append(rule).append(style(BOLD, line(start, others, space, -1))).append('\n').append(rule);
    for (int i = 0; i < rows.size(); i++) {
      String guide = guides.get(i);
      String name = guide + Numbers.middle(name(i), layerWidth - Numbers.length(guide));
      String first = Numbers.right(Numbers.middle(name, layerWidth), layerWidth) + space;
      if (rows.get(i).heading()) {
        b.append(dim(first + Numbers.middle(type(i), width - layerWidth - gap)));
      } else {
        String type = Numbers.right(Numbers.middle(type(i), typeWidth), typeWidth);
        String line = line(first + type, others, space, i);
        b.append(options.colour() ? coloured(line) : line);
      }
      b.append('\n');
    }
    b.append(rule).append(style(BOLD, line(end, others, space, rows.size()))).append('\n');
    return b.append(rule).append(footer()).toString();
  }

  private static String line(String start, List<Column> columns, String space, int row) {
    StringBuilder b = new StringBuilder(start);
    for (Column c : columns) {
      String cell = row < 0 ? c.title() : row < c.cells().size() ? c.cells().get(row) : c.total();
      b.append(space);
      b.append(c.rightAligned() ? Numbers.left(cell, c.width()) : Numbers.right(cell, c.width()));
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
    list.add(new Column("kernel", false, rows.stream().map(TableRow::kernel).toList(), ""));
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
