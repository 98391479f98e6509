// For how long browsers and proxies may tell an answer again without asking, by what it tells.

/** What belongs to one person. */
export const NOT_KEPT = { 'cache-control': 'no-store' };

/** Figures: new measurements show within this time. */
export const FIGURES_CACHED = { 'cache-control': 'public, max-age=10, stale-while-revalidate=60' };

/** Numbers of measurements. */
export const COUNTS_CACHED = { 'cache-control': 'public, max-age=20, stale-while-revalidate=120' };

/** Publications: a newer version may come at any time. */
export const PUBLICATIONS_CACHED = { 'cache-control': 'public, max-age=60, stale-while-revalidate=3600' };

/** Tables of the country, and what is printed. */
export const TABLES_CACHED = { 'cache-control': 'public, max-age=3600' };
