// The scale of a drawing: its width in units of its own, and round steps up its side.

/** Units across every plot; what lies in it is drawn in them and stretched to the screen. */
export const PLOT_WIDTH = 640;

/** Round steps of an axis from 0 to at or above the peak, at most three: 1, 2 or 5 and zeros apart; the last is the top. */
export function axisSteps(peak: number): number[] {
  const least = Math.max(peak, 0.1) / 3;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((each) => each * power >= least * (1 - 1e-9)) ?? 10;
  const steps = Math.max(1, Math.ceil(peak / (factor * power) - 1e-9));
  return Array.from({ length: steps }, (_, index) => Number(((index + 1) * factor * power).toPrecision(6)));
}
