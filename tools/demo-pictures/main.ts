// `npm run demo:pictures -- http://localhost:8080`: takes the pictures of docs/ from a demo that runs there.
import { openBrowser } from '@i-speed/testbed';
import { takePortal } from './portal.ts';
import { takePublic } from './public.ts';

const origin = process.argv[2] ?? 'http://localhost:8080';
const browser = await openBrowser();
await takePublic(browser, origin);
await takePortal(browser, origin);
await browser.close();
