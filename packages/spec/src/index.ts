// The one door of the contracts: units, codes, the record, the wire, the API.
export * from './api/areas.ts';
export * from './api/measurements.ts';
export * from './api/points.ts';
export * from './api/problem.ts';
export * from './api/statistics.ts';
export * from './api/sufficiency.ts';
export * from './api/tickets.ts';
export * from './failure.ts';
export * from './record/client.ts';
export * from './record/direction.ts';
export * from './record/latency.ts';
export * from './record/measurement.ts';
export * from './units.ts';
export * from './validity.ts';
export * from './wire/control.ts';
export * from './wire/receipt.ts';
export * from './wire/ticket.ts';
