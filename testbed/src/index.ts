// The door of the testbed: what tests and benches need of the real world.
export { findChromium, onPath } from './browser/find-program.ts';
export * from './link/index.ts';
