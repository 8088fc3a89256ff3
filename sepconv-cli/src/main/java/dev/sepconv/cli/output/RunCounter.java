package dev.sepconv.cli.output;

import dev.sepconv.engine.Measurement;

/// Says on the terminal which run of which phase of a measurement it is.
public final class RunCounter implements Measurement.Progress {
  private final StatusLine status;
  private final String subject;
  private Measurement.Phase phase = Measurement.Phase.WARM_UP;
  private int runs;

  /// @param status where it is said
  /// @param subject what is measured, said before anything else; may be empty
  public RunCounter(StatusLine status, String subject) {
    this.status = status;
    this.subject = subject.isEmpty() ? "" : subject + ": ";
  }

  @Override
  public void ran(Measurement.Phase now) {
    runs = now == phase ? runs + 1 : 1;
    phase = now;
    status.show(
        subject
            + switch (now) {
              case WARM_UP -> "warming up: run " + runs;
              case RUNS -> "measuring: run " + runs;
              case STEPS -> "measuring steps: run " + runs;
              case MACHINE -> "measuring the machine…";
            });
  }
}
