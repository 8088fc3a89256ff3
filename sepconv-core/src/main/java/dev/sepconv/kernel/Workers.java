package dev.sepconv.kernel;

/// Threads that share the work of one step.
public interface Workers {
  /// The caller's thread alone.
  Workers CALLER =
      new Workers() {
        @Override
        public int count() {
          return 1;
        }

        @Override
        public <C> void run(int items, C context, SharedPart<C> part) {
          if (items > 0) {
            part.run(context, 0, 0, items);
          }
        }
      };

  /// How many threads there are, the caller's included.
  ///
  /// @return at least 1
  int count();

  /// Divides items into one contiguous range per worker, and returns when all are done. Which
  /// worker does an item must not change its result.
  ///
  /// @param items how many
  /// @param context what belongs to this call, as a step's operands do
  /// @param part does a range; made once, it serves all calls
  /// @param <C> the type of the context
  <C> void run(int items, C context, SharedPart<C> part);

  /// The same with a part that is made for this call, where an object more does not matter.
  ///
  /// @param items how many
  /// @param part does a range
  default void run(int items, Part part) {
    run(items, part, (p, worker, from, to) -> p.run(worker, from, to));
  }

  /// A range of items of any call.
  ///
  /// @param <C> what tells calls apart
  @FunctionalInterface
  interface SharedPart<C> {
    /// Does the items of a range.
    ///
    /// @param context of the call
    /// @param worker who does it, from 0; scratch memory belongs to a worker
    /// @param from the first item
    /// @param to after the last item
    void run(C context, int worker, int from, int to);
  }

  /// A range of items of one call.
  @FunctionalInterface
  interface Part {
    /// Does the items of a range.
    ///
    /// @param worker who does it, from 0; scratch memory belongs to a worker
    /// @param from the first item
    /// @param to after the last item
    void run(int worker, int from, int to);
  }
}
