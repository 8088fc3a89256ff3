package dev.sepconv.cli.output;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// A stream that remembers why it could not be written to, which a print writer does not.
public final class Output extends FilterOutputStream {
  private Optional<IOException> failure = Optional.empty();

  /// @param out where bytes go
  public Output(OutputStream out) {
    super(out);
  }

  /// The first failure.
  ///
  /// @return what was thrown; empty if everything arrived
  public Optional<IOException> failure() {
    return failure;
  }

  /// Whether the reader has gone, as `head` does when it has seen enough; nobody wants to hear of
  /// that.
  ///
  /// @return whether that is the failure
  public boolean readerHasGone() {
    return failure.map(e -> String.valueOf(e.getMessage()).contains("Broken pipe")).orElse(false);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      throw remember(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw remember(e);
    }
  }

  private IOException remember(IOException e) {
    failure = failure.isPresent() ? failure : Optional.of(e);
    return e;
  }
}
