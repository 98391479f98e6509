// Every form that is sent goes through one way: its fields stand in the component that tells what is wrong with them.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../..', import.meta.url));
const sources = globSync('**/*.svelte', { cwd: folder })
  .filter((path) => !path.startsWith('lib/form/'))
  .map((path) => ({ path, text: readFileSync(folder + path, 'utf8') }));
/** A control that people fill in; hidden ones and buttons are nobody's to mend. */
const CONTROL = /<(?:input(?![^>]*type="hidden")|select|textarea)\b/;

test('a form that is sent and has fields is a Form, and its fields are Fields', () => {
  const own = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/<(form|Form)\b([\s\S]*?)<\/\1>/g)].map(([, tag, whole = '']) => ({ path, tag, whole })),
  );
  const isSent = ({ tag, whole }: (typeof own)[number]) => tag === 'Form' || /method="POST"|onsubmit=/.test(whole);
  expect(own.filter(({ tag }) => tag === 'Form').length).toBeGreaterThan(15);
  expect(own.filter((one) => isSent(one) && CONTROL.test(one.whole)).map(({ path }) => path)).toEqual([]);
});
