/** How a number that was read once a minute changes. */
export interface Slope {
  readonly perHour: number;
  /** The standard error of `perHour`: half of what noise alone may look like. */
  readonly errorPerHour: number;
  /** Whether noise does not explain it, and it is more than this share of the mean in an hour. */
  readonly isGrowth: boolean;
}

/** A tenth in an hour: less is hard to tell from the work of the collector. */
const growthMin = 0.1;

/** Fits a line by least squares. */
export function slopeOf(points: readonly (readonly [minute: number, value: number])[]): Slope {
  const { length: count } = points;
  const mean = (pick: (point: readonly [number, number]) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / count;
  const [meanMinute, meanValue] = [mean(([minute]) => minute), mean(([, value]) => value)];
  const spread = count * mean(([minute]) => (minute - meanMinute) ** 2);
  const perMinute = (count * mean(([minute, value]) => (minute - meanMinute) * (value - meanValue))) / spread;
  const residual =
    count * mean(([minute, value]) => (value - meanValue - perMinute * (minute - meanMinute)) ** 2);
  const error = Math.sqrt(residual / (count - 2) / spread);
  return {
    perHour: perMinute * 60,
    errorPerHour: error * 60,
    isGrowth: (perMinute - 2 * error) * 60 > growthMin * meanValue,
  };
}
