/** How long a test waits for what must happen before it gives up. Generous: it only passes in full when something is broken. */
export const waitDeadlineMs = 30_000;

/**
 * Asks `condition` again and again until it answers with something other than false, null or undefined, and returns that.
 * For conditions that nothing announces; what is announced is awaited. Throws what `describe` says when the deadline passes.
 */
export async function waitFor<T>(
  condition: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  describe: () => string,
  deadlineMs: number = waitDeadlineMs,
): Promise<T> {
  const endsAt = Date.now() + deadlineMs;
  for (;;) {
    const answer = await condition();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (Date.now() > endsAt) throw new Error(`Waited ${deadlineMs} ms in vain: ${describe()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The promise's outcome, or an error with what `describe` says when the deadline passes first. */
export async function withinDeadline<T>(promise: Promise<T>, describe: () => string, deadlineMs: number = waitDeadlineMs): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${deadlineMs} ms in vain: ${describe()}`)), deadlineMs);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
