// The one place that names the country this system ships with.
import { fileURLToPath } from 'node:url';

/** Folder of the home country's tables. */
export const homeCountryDir = fileURLToPath(new URL('../../vn', import.meta.url));
