// The standard normal distribution: what every large-sample interval and score here rests on.

const ROOT_2PI = Math.sqrt(2 * Math.PI);
const NEWTON_STEPS = 3;

/**
 * Probability that a standard normal value is at most `z`.
 * Relative error below 1e-13 over |z| < 37. Series for |z| < 3 and a continued fraction beyond (Abramowitz and Stegun 26.2.11, 26.2.14).
 */
export function normalCdf(z: number): number {
  const upper = Math.abs(z) < 3 ? 0.5 - centralArea(Math.abs(z)) : upperTail(Math.abs(z));
  return z > 0 ? 1 - upper : upper;
}

/**
 * The value that a standard normal variable stays below with the given probability; -Infinity at 0 and Infinity at 1.
 * Throws RangeError outside [0, 1]. Start value of Abramowitz and Stegun 26.2.23, then Newton's method to machine accuracy.
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`not a probability: ${probability}`);
  if (probability === 0) return Number.NEGATIVE_INFINITY;
  if (probability === 1) return Number.POSITIVE_INFINITY;
  if (probability > 0.5) return -normalQuantile(1 - probability);
  const t = Math.sqrt(-2 * Math.log(probability));
  let z = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
  for (let step = 0; step < NEWTON_STEPS; step++) {
    z -= (normalCdf(z) - probability) / normalDensity(z);
  }
  return z;
}

function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / ROOT_2PI;
}

function centralArea(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return sum * normalDensity(z);
}

function upperTail(z: number): number {
  let fraction = z;
  for (let k = 120; k >= 1; k--) fraction = z + k / fraction;
  return normalDensity(z) / fraction;
}
