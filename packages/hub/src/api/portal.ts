// /api/v1/portal and the links of units: all that people with rights do; every route asks the one policy table.
import { campaignLinkRoutes } from './campaign-links.ts';
import { campaignRoutes } from './campaigns.ts';
import { fileRoutes } from './files.ts';
import { heardRoutes } from './heard.ts';
import { monthRoutes } from './months.ts';
import { nationRoutes } from './nation.ts';
import { personRoutes } from './persons.ts';
import type { PortalParts } from './portal-parts.ts';
import { reminderRoutes } from './reminders.ts';
import { reportRoutes } from './reports.ts';
import { newRouter } from './router.ts';
import { signInRoutes } from './sign-in.ts';
import { tableRoutes } from './tables.ts';
import { unitRoutes } from './units.ts';
import { workRoutes } from './work.ts';

/** `spend` takes one from an address's allowance for what anybody may send; throws ProblemError `rate-limited`. */
export function portalRoutes(parts: PortalParts, spend: (address: string) => void) {
  return newRouter()
    .route('/', signInRoutes(parts))
    .route('/', personRoutes(parts))
    .route('/', unitRoutes(parts, spend))
    .route('/', reminderRoutes(parts))
    .route('/', nationRoutes(parts))
    .route('/', workRoutes(parts))
    .route('/', fileRoutes(parts))
    .route('/', campaignLinkRoutes(parts))
    .route('/', campaignRoutes(parts))
    .route('/', monthRoutes(parts))
    .route('/', reportRoutes(parts))
    .route('/', tableRoutes(parts))
    .route('/', heardRoutes(parts));
}
