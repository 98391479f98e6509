// The one door of the engine: one measurement, in a browser's worker, on a page through such a worker, or in Node; and when to measure by itself.
export * from './auto/schedule.ts';
export * from './events.ts';
export { createId } from './identity.ts';
export { measure, measureOn } from './measure.ts';
export { METHOD_VERSION } from './method.ts';
export { NO_HUB, NO_POINT_OFFERED } from './phase/details.ts';
export { measureInWorker } from './worker-client.ts';
