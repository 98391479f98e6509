// The one door of the hub.
export type { Api } from './api/app.ts';
export { ConfigError, type HubConfig, hubConfig } from './config.ts';
export type { PointRegistration } from './network/registration.ts';
export { type Hub, type HubParts, openHub } from './open-hub.ts';
export { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_PROVINCE } from './people/demo-people.ts';
export { ProblemError } from './problem.ts';
export { differingParts, type Published, type Recomputed, recomputeFolder } from './publication/publish.ts';
export type { InProcessApi, PageHandler, PageRequest } from './serve/listen.ts';
