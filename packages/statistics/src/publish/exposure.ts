// Which hidden numbers could be reckoned from the published ones: exact elimination over all totals of a table.

/** A hidden cell's coefficient in one known sum, by cell id. */
export type Equation = ReadonlyMap<string, number>;

/** Arithmetic modulo this prime is exact (products stay under 2^53); a unit vector over the rationals stays one modulo all but finitely many primes. */
const PRIME = 1_000_003;

/**
 * Ids that the equations determine uniquely: those whose unit vector lies in their row space. Each equation holds the hidden cells of one
 * published total with coefficients 1 (part) or -1 (total). Order of the answer is that of the elimination.
 */
export function determined(equations: readonly Equation[]): string[] {
  const rows = new Map<string, Map<string, number>>();
  for (const equation of [...equations].sort((a, b) => a.size - b.size)) {
    const row = new Map<string, number>();
    for (const [id, coefficient] of equation) if (coefficient !== 0) row.set(id, modulo(coefficient));
    for (const [id, pivotRow] of rows) subtract(row, pivotRow, row.get(id));
    const pivot = row.keys().next().value;
    if (pivot === undefined) continue;
    const inverse = power(row.get(pivot) ?? 1, PRIME - 2);
    for (const [id, coefficient] of row) row.set(id, modulo(coefficient * inverse));
    for (const other of rows.values()) subtract(other, row, other.get(pivot));
    rows.set(pivot, row);
  }
  return [...rows].filter(([, row]) => row.size === 1).map(([id]) => id);
}

/** Takes `factor` times `from` off `row`; entries that vanish are removed. */
function subtract(row: Map<string, number>, from: ReadonlyMap<string, number>, factor: number | undefined): void {
  if (factor === undefined) return;
  for (const [id, coefficient] of from) {
    const left = modulo((row.get(id) ?? 0) - factor * coefficient);
    if (left === 0) row.delete(id);
    else row.set(id, left);
  }
}

function modulo(value: number): number {
  const rest = value % PRIME;
  return rest < 0 ? rest + PRIME : rest;
}

function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = modulo(result * square);
    square = modulo(square * square);
  }
  return result;
}
