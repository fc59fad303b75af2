/** Options of `onShutdown`. */
export interface ShutdownOptions {
  /** Milliseconds the handler may take before the process leaves anyway with exit code 1. */
  readonly graceMs: number;
  /** Told when the handler fails or the grace ends, before the process leaves; the place to write a log line. */
  readonly onFailure?: (reason: 'handler_failed' | 'grace_over', error?: unknown) => void;
}

/**
 * Runs the handler once at the first of the signals, then leaves: with `process.exitCode` (0 unless set) when it is
 * done, with 1 when it fails or overruns the grace. A second signal leaves at once with code 1, for an operator who will not wait.
 * Returns a function that takes the listeners away again.
 */
export function onShutdown(
  signals: readonly NodeJS.Signals[],
  handler: (signal: NodeJS.Signals) => Promise<void> | void,
  options: ShutdownOptions,
): () => void {
  let begun = false;

  const leave = (reason: 'handler_failed' | 'grace_over', error?: unknown): void => {
    try {
      options.onFailure?.(reason, error);
    } finally {
      process.exit(1);
    }
  };

  const listener = (signal: NodeJS.Signals): void => {
    if (begun) process.exit(1);
    begun = true;
    // Kept referenced: with nothing else on the event loop a hanging handler would otherwise end with code 0 or 13.
    setTimeout(() => leave('grace_over'), options.graceMs);
    Promise.resolve()
      .then(() => handler(signal))
      .then(
        // A process that ends itself because it cannot work has set its code, and whoever restarts it must see it.
        () => process.exit(process.exitCode ?? 0),
        (error: unknown) => leave('handler_failed', error),
      );
  };

  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
