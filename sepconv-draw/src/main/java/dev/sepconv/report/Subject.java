package dev.sepconv.report;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.time.Profile;
import java.util.Optional;

/// A network that a page shows.
///
/// @param name what the reader calls it
/// @param analysis its costs
/// @param profile its times; empty if it was not run
/// @param drawing its picture as SVG; empty if it is too large for one
public record Subject(
    String name, Analysis analysis, Optional<Profile> profile, Optional<String> drawing) {}
