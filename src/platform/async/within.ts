/**
 * What `work` comes to within `ms`, or fails with.
 * @returns null: it takes longer; what becomes of it then is nobody's concern
 */
export async function resultWithin<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, ms, null)));
  // Behind the deadline a failure has nobody to go to.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for `work` at most `ms`. @returns whether it came to its end; passes on what it throws in time */
export async function within(work: Promise<unknown>, ms: number): Promise<boolean> {
  const ended = work.then(() => true as const);
  return (await resultWithin(ended, ms)) ?? false;
}
