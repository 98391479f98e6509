// Weighted least squares for a few regressors, by Cholesky's factor of the normal equations.

export interface LeastSquares {
  /** One coefficient for each regressor. */
  readonly coefficients: readonly number[];
  /** Variance of x'b for a row of regressors, when the weights are inverse variances. */
  readonly varianceAt: (row: readonly number[]) => number;
}

/**
 * Fits targets (length C) on rows (C x p) with weights above 0 (length C). Throws RangeError where the regressors do not determine the
 * coefficients (fewer rows than regressors, or one a combination of others).
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  weights: readonly number[],
): LeastSquares {
  const p = rows[0]?.length ?? 0;
  const normal = Array.from({ length: p }, () => new Float64Array(p));
  const right = new Float64Array(p);
  for (const [c, row] of rows.entries()) {
    const weight = weights[c] ?? 0;
    for (let i = 0; i < p; i++) {
      const xi = weight * (row[i] ?? 0);
      right[i] = (right[i] ?? 0) + xi * (targets[c] ?? 0);
      const into = normal[i];
      if (into === undefined || xi === 0) continue;
      for (let j = 0; j <= i; j++) into[j] = (into[j] ?? 0) + xi * (row[j] ?? 0);
    }
  }
  const factor = cholesky(normal);
  return {
    coefficients: [...backward(factor, forward(factor, right))],
    varianceAt: (row) => forward(factor, Float64Array.from(row)).reduce((sum, z) => sum + z * z, 0),
  };
}

/** Lower factor L of A = L L' from the lower half of A. */
function cholesky(a: readonly Float64Array[]): Float64Array[] {
  const factor: Float64Array[] = [];
  for (const [i, row] of a.entries()) {
    const into = new Float64Array(a.length);
    for (let j = 0; j <= i; j++) {
      const other = factor[j] ?? into;
      let left = row[j] ?? 0;
      for (let k = 0; k < j; k++) left -= (into[k] ?? 0) * (other[k] ?? 0);
      if (j < i) into[j] = left / (other[j] ?? 1);
      else if (left > 1e-10 * Math.abs(row[i] ?? 0)) into[i] = Math.sqrt(left);
      else throw new RangeError('the regressors do not determine the coefficients');
    }
    factor.push(into);
  }
  return factor;
}

/** z of L z = y. */
function forward(factor: readonly Float64Array[], y: Float64Array): Float64Array {
  const z = new Float64Array(factor.length);
  for (const [i, row] of factor.entries()) {
    let left = y[i] ?? 0;
    for (let k = 0; k < i; k++) left -= (row[k] ?? 0) * (z[k] ?? 0);
    z[i] = left / (row[i] ?? 1);
  }
  return z;
}

/** b of L' b = z. */
function backward(factor: readonly Float64Array[], z: Float64Array): Float64Array {
  const b = new Float64Array(factor.length);
  for (let i = factor.length - 1; i >= 0; i--) {
    let left = z[i] ?? 0;
    for (let k = i + 1; k < factor.length; k++) left -= (factor[k]?.[i] ?? 0) * (b[k] ?? 0);
    b[i] = left / (factor[i]?.[i] ?? 1);
  }
  return b;
}
