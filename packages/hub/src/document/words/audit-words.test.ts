import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AUDIT_WORDS } from './audit-words.ts';

const page = new URL('../../../../web/messages/vi.json', import.meta.url);

test('the log’s files call every verb as its page does', () => {
  const messages = Object.entries<string>(JSON.parse(readFileSync(page, 'utf8')));
  const files = Object.entries(AUDIT_WORDS).map(([verb, words]) => [`audit_${verb.replaceAll(/[.-]/g, '_')}`, words]);
  expect(files.toSorted()).toEqual(messages.filter(([key]) => key.startsWith('audit_')).toSorted());
});
