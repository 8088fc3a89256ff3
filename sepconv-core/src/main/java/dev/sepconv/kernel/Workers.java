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
        public void run(int items, Part part) {
          if (items > 0) {
            part.run(0, 0, items);
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
  /// @param part does a range
  void run(int items, Part part);

  /// A range of items.
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
