// How far the scale of a drawing reaches.

/** What of an estimate a drawing needs: one without `value` is too wide for a figure. */
export interface Drawn {
  readonly value?: number | undefined;
  readonly interval?: { readonly low: number; readonly high: number } | undefined;
}

/**
 * The value that the scale must reach, in the estimates' unit; 0 where there are none. Figures stand on it with their whole intervals. Of an
 * interval too wide for a figure it is the beginning alone, for its end would press together all that is known; where nothing has a
 * figure, the end too.
 */
export function scaleTop(estimates: readonly (Drawn | undefined)[]): number {
  const told = estimates.flatMap((one) => (one?.interval === undefined ? [] : [{ value: one.value, ...one.interval }]));
  const hasFigure = told.some(({ value }) => value !== undefined);
  return Math.max(0, ...told.map(({ value, low, high }) => (value === undefined && hasFigure ? low : high)));
}
