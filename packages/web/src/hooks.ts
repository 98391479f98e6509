// Both languages share the same routes.
import type { Reroute } from '@sveltejs/kit/hooks';
import { sharedPath } from '#lib/href.ts';

export const reroute: Reroute = ({ url }) => sharedPath(url.pathname);
