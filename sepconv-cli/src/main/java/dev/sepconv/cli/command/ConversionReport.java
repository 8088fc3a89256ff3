package dev.sepconv.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.cli.output.TextTable;
import dev.sepconv.convert.Converted;
import dev.sepconv.convert.LayerReport;
import dev.sepconv.convert.LayerTrial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a conversion did, or would do, as text or JSON.
final class ConversionReport {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ConversionReport() {}

  /// @param c what was done
  /// @param out where it goes
  static void text(Converted c, PrintWriter out) {
    boolean errors = c.layers().stream().anyMatch(l -> l.error().isPresent());
    TextTable table =
        new TextTable()
            .paths("layer")
            .words("kernel")
            .numbers("channels")
            .numbers("MACs")
            .numbers("now")
            .numbers("params")
            .numbers("now");
    if (errors) {
      table.numbers("error");
    }
    table.text("outcome");
    for (LayerReport l : c.layers()) {
      List<String> cells = new ArrayList<>();
      Collections.addAll(
          cells,
          l.name(),
          l.geometry(),
          l.inputChannels() + " to " + l.outputChannels(),
          Numbers.units(l.macs()),
          l.converted() ? Numbers.units(l.macsAfter()) : "",
          Numbers.units(l.params()),
          l.converted() ? Numbers.units(l.paramsAfter()) : "");
      if (errors) {
        cells.add(l.error().isPresent() ? format("%.3f", l.error().getAsDouble()) : "");
      }
      cells.add(l.outcome());
      table.row(cells.toArray(String[]::new));
    }
    table.print(out);
    out.println();
    out.println(
        format("%d of %d convolutions became separable", c.convertedLayers(), c.layers().size()));
    out.println(
        format(
            "MACs        %s -> %s (%.2fx fewer, %.1f %% left)",
            Numbers.thousands(c.before().macs()),
            Numbers.thousands(c.after().macs()),
            c.macRatio(),
            100 / c.macRatio()));
    out.println(
        format(
            "parameters  %s -> %s (%.1f %% left)",
            Numbers.thousands(c.before().params()),
            Numbers.thousands(c.after().params()),
            100.0 * c.after().params() / c.before().params()));
    if (c.outputError().isPresent()) {
      out.println(
          format(
              "error       %.4f of the outputs' norm, on samples that took no part in the fit",
              c.outputError().getAsDouble()));
    }
  }

  /// @param c what was done
  /// @return the same for a program
  static ObjectNode json(Converted c) {
    ObjectNode root = JSON.createObjectNode();
    root.put("macs", c.before().macs()).put("macsAfter", c.after().macs());
    root.put("params", c.before().params()).put("paramsAfter", c.after().params());
    c.outputError().ifPresent(e -> root.put("outputError", e));
    var layers = root.putArray("layers");
    for (LayerReport l : c.layers()) {
      ObjectNode o = layers.addObject();
      o.put("name", l.name()).put("kernel", l.geometry());
      o.put("inputChannels", l.inputChannels()).put("outputChannels", l.outputChannels());
      o.put("outcome", l.outcome()).put("filters", l.components());
      o.put("macs", l.macs()).put("macsAfter", l.macsAfter());
      o.put("params", l.params()).put("paramsAfter", l.paramsAfter());
      l.error().ifPresent(e -> o.put("error", e));
    }
    return root;
  }

  /// @param trials what each layer could be
  /// @param kept the layers that stay, with the reason
  /// @param data whether errors are those of data
  /// @param out where it goes
  static void text(
      List<LayerTrial> trials, Map<String, String> kept, boolean data, PrintWriter out) {
    TextTable table =
        new TextTable()
            .paths("layer")
            .words("kernel")
            .numbers("channels")
            .words("form")
            .numbers("MACs")
            .numbers("params")
            .numbers("ms")
            .numbers("MACs /")
            .numbers("faster")
            .numbers("error");
    for (LayerTrial t : trials) {
      table.row(
          t.name(),
          t.geometry(),
          t.inputChannels() + " to " + t.outputChannels(),
          "normal",
          Numbers.units(t.macs()),
          Numbers.units(t.params()),
          format("%.4f", t.millis()),
          "",
          "",
          "");
      for (LayerTrial.Choice c : t.choices()) {
        table.row(
            "",
            "",
            "",
            c.rank() + (c.rank() == 1 ? " filter" : " filters"),
            Numbers.units(c.macs()),
            Numbers.units(c.params()),
            format("%.4f", c.millis()),
            format("%.2f", (double) t.macs() / c.macs()),
            format("%.2fx", t.millis() / c.millis()),
            format("%.3f", c.error()));
      }
    }
    table.print(out);
    if (!kept.isEmpty()) {
      out.println();
      kept.forEach((name, reason) -> out.println(name + " stays: " + reason));
    }
    out.println();
    out.println(
        "MACs and time are of one image, each layer alone, with its activation. The error is "
            + (data
                ? "that of the layer's output after least squares, on samples that took no part;"
                    + System.lineSeparator()
                    + "'--ranks channel' and the steps after it come nearer."
                : "what the dropped filters would bring, by the weights alone; with"
                    + System.lineSeparator()
                    + "--calibrate it is measured on the layer's output, and much smaller."));
  }

  /// @param trials what each layer could be
  /// @param kept the layers that stay, with the reason
  /// @return the same for a program
  static ObjectNode json(List<LayerTrial> trials, Map<String, String> kept) {
    ObjectNode root = JSON.createObjectNode();
    var layers = root.putArray("layers");
    for (LayerTrial t : trials) {
      ObjectNode o = layers.addObject();
      o.put("name", t.name()).put("kernel", t.geometry());
      o.put("inputChannels", t.inputChannels()).put("outputChannels", t.outputChannels());
      o.put("macs", t.macs()).put("params", t.params()).put("millis", t.millis());
      var choices = o.putArray("choices");
      for (LayerTrial.Choice c : t.choices()) {
        ObjectNode x = choices.addObject();
        x.put("filters", c.rank()).put("macs", c.macs()).put("params", c.params());
        x.put("millis", c.millis()).put("error", c.error());
      }
    }
    ObjectNode stay = root.putObject("kept");
    kept.forEach(stay::put);
    return root;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
