package dev.sepconv.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The house stands as drawn: what a module and a package may know.
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // What the shade plugin moved into our jar is not ours.
          .withImportOption(location -> !location.contains("/shaded/"))
          .importPackages("dev.sepconv");

  @Test
  void everyModuleIsSeen() {
    assertThat(CLASSES.stream().map(c -> c.getPackageName()).distinct())
        .contains(
            "dev.sepconv.tensor",
            "dev.sepconv.graph",
            "dev.sepconv.graph.op",
            "dev.sepconv.nn",
            "dev.sepconv.nn.zoo",
            "dev.sepconv.kernel",
            "dev.sepconv.kernel.reference",
            "dev.sepconv.engine",
            "dev.sepconv.onnx",
            "dev.sepconv.analysis",
            "dev.sepconv.convert",
            "dev.sepconv.draw",
            "dev.sepconv.cli.command");
  }

  @Test
  void modulesDependOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("error")
        .definedBy("dev.sepconv.error")
        .layer("file")
        .definedBy("dev.sepconv.file")
        .layer("tensor")
        .definedBy("dev.sepconv.tensor")
        .layer("op")
        .definedBy("dev.sepconv.graph.op")
        .layer("graph")
        .definedBy("dev.sepconv.graph")
        .layer("nn")
        .definedBy("dev.sepconv.nn")
        .layer("zoo")
        .definedBy("dev.sepconv.nn.zoo")
        .layer("kernel")
        .definedBy("dev.sepconv.kernel")
        .layer("reference")
        .definedBy("dev.sepconv.kernel.reference")
        .layer("scalar")
        .definedBy("dev.sepconv.kernel.scalar")
        .layer("pass")
        .definedBy("dev.sepconv.engine.pass")
        .layer("plan")
        .definedBy("dev.sepconv.engine.plan")
        .layer("runtime")
        .definedBy("dev.sepconv.engine.runtime")
        .layer("engine")
        .definedBy("dev.sepconv.engine")
        .layer("facade")
        .definedBy("dev.sepconv")
        .layer("simd")
        .definedBy("dev.sepconv.simd..")
        .layer("onnx")
        .definedBy("dev.sepconv.onnx..")
        .layer("analysis")
        .definedBy("dev.sepconv.analysis..")
        .layer("convert")
        .definedBy("dev.sepconv.convert..")
        .layer("draw")
        .definedBy("dev.sepconv.draw..")
        .layer("report")
        .definedBy("dev.sepconv.report..")
        .layer("cli")
        .definedBy("dev.sepconv.cli..")
        .whereLayer("file")
        .mayOnlyBeAccessedByLayers("tensor", "onnx", "cli")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("draw")
        .mayOnlyBeAccessedByLayers("report", "cli")
        .whereLayer("analysis")
        .mayOnlyBeAccessedByLayers("convert", "draw", "report", "cli")
        .whereLayer("convert")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("onnx")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("simd")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("facade")
        .mayOnlyBeAccessedByLayers("onnx", "analysis", "cli")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("facade", "onnx", "analysis", "convert", "draw", "report", "cli")
        .whereLayer("runtime")
        .mayOnlyBeAccessedByLayers("engine")
        .whereLayer("plan")
        .mayOnlyBeAccessedByLayers("runtime", "engine", "analysis", "cli")
        .whereLayer("pass")
        .mayOnlyBeAccessedByLayers("engine", "convert")
        .whereLayer("reference")
        .mayOnlyBeAccessedByLayers("pass", "engine", "onnx", "simd")
        .whereLayer("scalar")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("kernel")
        .mayOnlyBeAccessedByLayers(
            "reference", "scalar", "plan", "runtime", "engine", "simd", "analysis", "cli")
        .whereLayer("zoo")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("nn")
        .mayOnlyBeAccessedByLayers("zoo", "cli")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.sepconv.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void coreNeedsOnlyTheJdk() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.sepconv",
            "dev.sepconv.error..",
            "dev.sepconv.file..",
            "dev.sepconv.tensor..",
            "dev.sepconv.graph..",
            "dev.sepconv.nn..",
            "dev.sepconv.kernel..",
            "dev.sepconv.engine..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "dev.sepconv..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void onlyTheVectorModuleKnowsTheIncubator() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sepconv.simd..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jdk.incubator..")
        .check(CLASSES);
  }

  @Test
  void nothingReflects() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.sepconv..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.lang.reflect..")
        .check(CLASSES);
  }

  @Test
  void operatorsAreRecords() {
    classes().that().implement(dev.sepconv.graph.op.Op.class).should().beRecords().check(CLASSES);
  }
}
