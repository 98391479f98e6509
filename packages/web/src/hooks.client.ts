// Between starting the router and bringing the page to life the browser gets its turn.
import type { ClientInit } from '@sveltejs/kit/hooks';
import { nextTask } from '#lib/next-task.ts';

export const init: ClientInit = nextTask;
