package dev.sepconv.cli.command;

import dev.sepconv.analysis.time.StepCost;
import dev.sepconv.cli.option.InputSizes;
import dev.sepconv.cli.option.ModelOptions;
import dev.sepconv.cli.option.ThreadOptions;
import dev.sepconv.cli.output.TextTable;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.TensorType;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `sepconv plan`: how a network would be run.
@Command(
    name = "plan",
    header = "Show how a network is run: passes, kernels, memory.",
    description = {
      "What each pass over the network did, then every step with its kernel, where its result lies,"
          + " and why the kernel was chosen: the first in the list of kernels that does these"
          + " operations together. 'at' counts bytes from the start of the one block that all results"
          + " share; 'own' has an array of its own."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sepconv plan zoo:mobilenet_v2",
      "  sepconv plan detector.onnx --input 1x3x640x640",
    })
public final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ModelOptions model = new ModelOptions();

  @Mixin private ThreadOptions threads = new ThreadOptions();

  /// Made by picocli.
  public PlanCommand() {}

  @Override
  public Integer call() {
    int count = threads.count();
    Graph graph = InputSizes.requireKnown(model.graph(), "a plan");
    Plan plan = threads.backend().compile(graph).plan(Map.of());
    print(plan, count, spec.commandLine().getOut());
    return 0;
  }

  private static void print(Plan plan, int threads, PrintWriter out) {
    Graph graph = plan.graph();
    out.println(graph.name() + ": " + plan.steps().size() + " steps");
    for (String input : graph.inputs()) {
      out.println("input '" + input + "': " + graph.type(input));
    }
    out.println();
    out.println("passes");
    plan.passes().forEach(p -> out.println("  " + p));
    out.println();
    TextTable table =
        new TextTable()
            .numbers("step")
            .paths("layer")
            .words("kernel")
            .words("output")
            .numbers("at")
            .numbers("bytes")
            .text("why");
    String forced = System.getProperty(CpuBackend.KERNELS_PROPERTY, "");
    List<Plan.Step> steps = plan.steps();
    for (int i = 0; i < steps.size(); i++) {
      Plan.Step s = steps.get(i);
      List<Plan.Slot> slots = s.outputs().stream().map(o -> plan.slots().get(o)).toList();
      table.row(
          Integer.toString(i),
          s.isReorder() ? slots.getFirst().name() : s.work().main().name(),
          s.kernel(),
          join(slots, o -> shape(o.type())),
          join(slots, o -> o.offset() < 0 ? "own" : number(4L * o.offset())),
          join(slots, o -> o.type().isStatic() ? number(StepCost.bytes(o)) : "?"),
          StepReason.of(s, plan, forced));
    }
    table.print(out);
    out.println();
    out.println(
        "memory for results: "
            + number(plan.arenaBytes())
            + " bytes; without sharing "
            + number(plan.unsharedBytes()));
    long scratch = 4L * plan.scratchFloats();
    out.println(
        "scratch memory: "
            + number(scratch * threads)
            + " bytes, "
            + number(scratch)
            + " for each of "
            + threads
            + (threads == 1 ? " thread" : " threads"));
    long reference = steps.stream().filter(StepReason::isReference).count();
    out.println(
        (reference == 0 ? "no step" : reference + " of " + steps.size() + " steps")
            + (reference > 1 ? " run" : " runs")
            + " on the reference");
  }

  private static String shape(TensorType type) {
    return type.isStatic() ? type.shape().toString() : type.toString();
  }

  private static String join(List<Plan.Slot> slots, Function<Plan.Slot, String> text) {
    return slots.stream().map(text).distinct().collect(Collectors.joining(", "));
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
