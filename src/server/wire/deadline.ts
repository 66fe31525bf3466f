/**
 * Returns the outcome of `work`, or of `onLate` if `work` takes longer than `deadlineMs`. Late work goes on; only the
 * wait for it ends. If `work` may reject after the deadline, the caller must handle that rejection.
 */
export function withinDeadline<T>(work: Promise<T>, deadlineMs: number, onLate: () => T): Promise<T> {
  // One promise and no race: this runs for every request.
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(onLate()), deadlineMs);
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
