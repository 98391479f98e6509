import type { IncomingMessage } from 'node:http';

declare global {
  namespace App {
    interface Error {
      message: string;
    }
    interface Platform {
      /** Node's request; in the hub's process it carries the API itself. */
      req?: IncomingMessage & { iSpeedApi?: (request: Request) => Promise<Response> };
    }
  }
}
