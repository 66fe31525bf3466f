/**
 * Returns the outcome of `work`, or of `onLate` if `work` takes longer than `deadlineMs`. Late work goes on; only the
 * wait for it ends. If `work` may reject after the deadline, the caller must handle that rejection.
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
