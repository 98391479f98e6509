// The one door of statistics: every published number's definition and reference implementation, pure.
export * from './estimate/quantile.ts';
export * from './estimate/summarise.ts';
export * from './interval/interval.ts';
export * from './interval/mean-interval.ts';
export * from './interval/median-interval.ts';
export * from './period/calendar.ts';
export * from './period/report-month.ts';
