// Whatever an administrator's hands or program send to whichever route: an answer that says what is wrong, never a failure of the hub's own.
import { problem } from '@i-speed/spec';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Guarantee: the hub's own document, whose form the hub's tests hold. */
function asDescribed(document: unknown): Described {
  return document as Described;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  /** Of its JSON body; absent where it takes none. */
  readonly body?: fc.Arbitrary<unknown>;
}

const NONSENSE = ['', '0', '-1', '1e999', '../../x', '%00', '\u0000', "' OR 1=1--", '{}', 'ă'.repeat(200), '\u202e'];
const LIKELY = [
  '2026-10',
  '2026-02-30',
  '2026-11-01',
  '01',
  '00004',
  'a',
  'viettel',
  'download',
  'ho@x.example',
  '2026-11-01T00:00:00Z',
];
const text = fc.constantFrom(...NONSENSE, ...LIKELY);
const anything = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 2 }),
);

let office: PortalHub;
let cookie: string;
let routes: Route[];
beforeAll(async () => {
  office = await openPortalHub(() => Date.parse('2026-11-10T05:00:00Z'), { I_SPEED_TICKETS_PER_MINUTE: '0' });
  cookie = await office.signIn('admin@x.example', [{ role: 'national-admin' }]);
  await office.as(cookie, '/api/v1/portal/units/import', 'code,name,kind,provinceCode\na,Sở A,department,01\n');
  const { paths, components } = asDescribed(await (await office.as('', '/api/v1/openapi.json')).json());
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => {
      const json = requestBody?.content['application/json'];
      return {
        method: method.toUpperCase(),
        path,
        query: parameters.filter((each) => each.in === 'query').map(({ name }) => name),
        ...(json && { body: near(json.schema, components.schemas) }),
      };
    }),
  );
});
afterAll(() => office[Symbol.asyncDispose]());

/** Values that look like what the schema asks for, with something wrong here and there. */
function near(described: Schema, named: Readonly<Record<string, Schema>>, depth = 0): fc.Arbitrary<unknown> {
  const { $ref, type, enum: options, properties, items, anyOf, oneOf } = described;
  if ($ref !== undefined) return near(named[$ref.split('/').at(-1) ?? ''] ?? {}, named, depth);
  const ways = anyOf ?? oneOf;
  const wrong = { arbitrary: anything, weight: 1 };
  const mostly = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof(wrong, { arbitrary, weight: 9 });
  if (ways !== undefined) return fc.oneof(...ways.map((way) => near(way, named, depth)));
  if (options !== undefined) return mostly(fc.constantFrom(...options));
  if (described.const !== undefined) return mostly(fc.constant(described.const));
  if (properties !== undefined && depth < 5) {
    const fields = Object.fromEntries(
      Object.entries(properties).map(([name, each]) => [name, near(each, named, depth + 1)]),
    );
    return mostly(fc.record(fields, { requiredKeys: [] }).map((made) => ({ ...made })));
  }
  if (type === 'array') return mostly(fc.array(near(items ?? {}, named, depth + 1), { maxLength: 3 }));
  if (type === 'integer') return mostly(fc.integer({ min: -2, max: 400 }));
  if (type === 'number') return mostly(fc.double({ min: -2, max: 400, noNaN: true }));
  if (type === 'boolean') return mostly(fc.boolean());
  return mostly(text);
}

/** Sends it and gives what is wrong with the answer; absent where nothing is. */
async function fault(path: string, init: RequestInit): Promise<string | undefined> {
  const origin = 'http://hub.example';
  const headers = { cookie, origin, ...(init.body != null && { 'content-type': 'application/json' }), ...init.headers };
  const answer = await office.hub.api(new Request(`${origin}${path}`, { ...init, headers }));
  const told = await answer.text();
  const isTold = answer.status < 400 || (answer.status < 500 && problem.safeParse(JSON.parse(told)).success);
  return isTold ? undefined : `${init.method} ${path} ${String(init.body)}: ${answer.status} ${told.slice(0, 200)}`;
}

/** The path with its places filled. */
const filled = (path: string, value: string) => path.replaceAll(/\{[^}]+\}/g, encodeURIComponent(value));

test('values that mean nothing in paths and queries', async () => {
  expect(routes.length).toBeGreaterThan(80);
  const faults: string[] = [];
  for (const { method, path, query } of routes)
    for (const value of [...NONSENSE, ...LIKELY]) {
      const asked = query.map((name) => `${name}=${encodeURIComponent(value)}`).join('&');
      faults.push((await fault(`${filled(path, value)}?${asked}`, { method })) ?? '');
    }
  expect(faults.filter((each) => each !== '')).toEqual([]);
});

test('bodies that are none, in types that are none', async () => {
  const faults: string[] = [];
  for (const { method, path } of routes.filter(({ body }) => body !== undefined))
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'nonsense'])
      for (const body of ['', '{', 'null', '[]', '{"__proto__":{"a":1}}', '['.repeat(5_000), '\ufffd\u0000'])
        faults.push((await fault(filled(path, 'a'), { method, body, headers: { 'content-type': type } })) ?? '');
  expect(faults.filter((each) => each !== '')).toEqual([]);
});

test('bodies that are nearly right', async () => {
  for (const { method, path, body } of routes)
    if (body !== undefined)
      await fc.assert(
        fc.asyncProperty(body, fc.constantFrom('a', '1', 'khong-co'), async (made, place) => {
          expect(await fault(filled(path, place), { method, body: JSON.stringify(made) })).toBeUndefined();
        }),
        { numRuns: 25, seed: 7 },
      );
});
