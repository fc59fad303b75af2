/** Waits for a condition with a deadline; polls every 20 ms. Throws naming what was waited for and the last value. */
export async function until<T>(
  what: string,
  look: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  deadlineMs = 20_000,
): Promise<T> {
  const endAt = Date.now() + deadlineMs;
  let last: unknown;
  for (;;) {
    try {
      const value = await look();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > endAt) throw new Error(`waited ${deadlineMs} ms in vain until ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
