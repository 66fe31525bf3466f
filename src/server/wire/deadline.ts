/**
 * The outcome of `work`, or of `onLate` where `work` takes longer than `deadlineMs`. The work goes on: only the
 * wait for it ends. `work` must not reject after the deadline unless somebody else handles it.
 */
export async function withinDeadline<T>(work: Promise<T>, deadlineMs: number, onLate: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(onLate()), deadlineMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
