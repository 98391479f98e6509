// The area-level model of Fay and Herriot: what few measurements say of an area, joined with what areas like it say.
import { studentTQuantile } from '../distribution/student-t.ts';
import { type Interval, UPPER_PROBABILITY } from '../interval/interval.ts';
import { type LeastSquares, leastSquares } from './least-squares.ts';

/** What one area says by itself, on a scale where errors are about normal (logarithm of a rate, logit of a share). */
export interface DirectEstimate {
  readonly id: string;
  readonly value: number;
  /** Variance of `value` as an estimate of the area's own level; above 0. */
  readonly samplingVariance: number;
  /** Regressors, the same number for each area; [1] for a common mean. */
  readonly regressors: readonly number[];
}

/** An area's modelled level, on the scale of the direct estimates. */
export interface AreaEstimate {
  readonly id: string;
  readonly value: number;
  /** Weight (0 to 1) of the area's own measurements in `value`; the rest comes from areas like it. */
  readonly ownShare: number;
  readonly meanSquaredError: number;
  readonly degrees: number;
  /** 95 %, by Student's t with C - p degrees of freedom. */
  readonly interval: Interval;
}

export interface AreaModel {
  /** Variance between areas that the regressors leave unexplained. */
  readonly betweenVariance: number;
  readonly coefficients: readonly number[];
  /** In the order of the input. */
  readonly areas: readonly AreaEstimate[];
}

/** So few areas beyond the regressors leave the variance between areas unknown. */
export const MIN_AREAS_BEYOND_REGRESSORS = 8;

/**
 * The variance between areas is never taken as less than this part of its own standard error at 0: an estimate of exactly 0 would say that
 * all areas are alike and give intervals that hold only 92 of 100 true values (simulated; with the floor 93.5 to 98).
 */
const LEAST_BETWEEN_IN_STANDARD_ERRORS = 0.5;

/**
 * Empirical best linear unbiased prediction for each area: value = g direct + (1 - g) x'b with g = tau^2 / (tau^2 + psi), tau^2 by Paule and
 * Mandel's equation (with a small floor), mean squared error g psi + (1 - g)^2 x'V(b)x + 2 psi^2 (tau^2 + psi)^-3 Var(tau^2).
 * Absent for fewer than 8 areas more than regressors. Throws RangeError where a variance is not above 0 or regressors are not independent.
 * Sources: Fay and Herriot, JASA 74 (1979), 269-277; Prasad and Rao, JASA 85 (1990), 163-171;
 * Datta, Rao and Smith, Biometrika 92 (2005), 183-196 for Var(tau^2) = 2C / (sum 1/(tau^2 + psi))^2.
 */
export function fitAreas(direct: readonly DirectEstimate[]): AreaModel | undefined {
  const degrees = direct.length - (direct[0]?.regressors.length ?? 0);
  if (degrees < MIN_AREAS_BEYOND_REGRESSORS) return undefined;
  const wrong = direct.find(({ samplingVariance }) => !(samplingVariance > 0));
  if (wrong !== undefined) throw new RangeError(`the sampling variance of ${wrong.id} is not above 0`);
  const ownPrecision = direct.reduce((sum, area) => sum + 1 / area.samplingVariance, 0);
  const floor = (LEAST_BETWEEN_IN_STANDARD_ERRORS * Math.sqrt(2 * direct.length)) / ownPrecision;
  const betweenVariance = Math.max(floor, pauleMandel(direct, degrees));
  const fit = fitAt(direct, betweenVariance);
  const precision = direct.reduce((sum, area) => sum + 1 / (betweenVariance + area.samplingVariance), 0);
  const varianceOfBetween = (2 * direct.length) / precision ** 2;
  return {
    betweenVariance,
    coefficients: fit.coefficients,
    areas: direct.map((area) => predict(area, betweenVariance, varianceOfBetween, fit, degrees)),
  };
}

function predict(
  { id, value: own, samplingVariance, regressors }: DirectEstimate,
  betweenVariance: number,
  varianceOfBetween: number,
  fit: LeastSquares,
  degrees: number,
): AreaEstimate {
  const total = betweenVariance + samplingVariance;
  const ownShare = betweenVariance / total;
  const value = ownShare * own + (1 - ownShare) * dot(regressors, fit.coefficients);
  const meanSquaredError =
    ownShare * samplingVariance +
    (1 - ownShare) ** 2 * fit.varianceAt(regressors) +
    2 * (samplingVariance ** 2 / total ** 3) * varianceOfBetween;
  const half = studentTQuantile(UPPER_PROBABILITY, degrees) * Math.sqrt(meanSquaredError);
  return { id, value, ownShare, meanSquaredError, degrees, interval: { low: value - half, high: value + half } };
}

/** Root of sum (direct - x'b)^2 / (tau^2 + psi) = C - p, which falls as tau^2 grows; 0 where it lies below already at 0. */
function pauleMandel(direct: readonly DirectEstimate[], degrees: number): number {
  const excess = (betweenVariance: number) => {
    const { coefficients } = fitAt(direct, betweenVariance);
    return direct.reduce(
      (sum, { value, regressors, samplingVariance }) =>
        sum + (value - dot(regressors, coefficients)) ** 2 / (betweenVariance + samplingVariance),
      -degrees,
    );
  };
  if (excess(0) <= 0) return 0;
  let high = 1;
  while (excess(high) > 0) high *= 4;
  let low = 0;
  for (let step = 0; step < 100 && high - low > 1e-10 * high; step++) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function fitAt(direct: readonly DirectEstimate[], betweenVariance: number): LeastSquares {
  return leastSquares(
    direct.map(({ regressors }) => regressors),
    direct.map(({ value }) => value),
    direct.map(({ samplingVariance }) => 1 / (betweenVariance + samplingVariance)),
  );
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
}
