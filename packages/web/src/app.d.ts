import type { IncomingMessage } from 'node:http';

declare global {
  namespace App {
    interface Error {
      message: string;
      /** What to do about it, where a page has more to say than its status. */
      hint?: string;
      /** What the page shows is still being made: it opens itself again. */
      isPreparing?: boolean;
    }
    interface Platform {
      /** Node's request; in the hub's process it carries the API itself. */
      req?: IncomingMessage & { iSpeedApi?: (request: Request) => Promise<Response> };
    }
  }
}
