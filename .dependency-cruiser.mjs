// Who may import whom: the table of the architecture, from which the rules are made.
// tools/verify/import-self-test.ts plants every forbidden import and proves that it is found.

/** Each package and the packages whose door it may open. What is not named here is forbidden. */
export const importTable = {
  spec: [],
  statistics: ['spec'],
  reference: ['spec'],
  engine: ['spec', 'statistics'],
  point: ['spec'],
  warehouse: ['spec', 'statistics'],
  hub: ['spec', 'statistics', 'reference', 'warehouse'],
  web: ['spec', 'statistics', 'engine', 'reference'],
  cli: ['spec', 'statistics', 'reference', 'engine', 'point', 'warehouse', 'hub', 'web'],
};

/** Packages of which another package may use types alone. */
export const typeOnlyTable = { web: ['hub'] };

/**
 * Ways into a package besides `src/index.ts`; an entry of that package's `exports`, for the testbed the door of its link lab, for hub
 * and point what their tests and the suites share; the point's calls into the kernel serve a client of its bench.
 */
export const sideDoors = {
  engine: ['src/worker.ts', 'src/rules.ts', 'src/platform/node.ts'],
  reference: ['src/browser.ts'],
  hub: ['test/erase-half.ts', 'test/sample.ts'],
  point: ['test/client.ts', 'src/kernel/libc.ts'],
  testbed: ['src/link/index.ts'],
};

/** Packages that another may enter only by the side door named: what a browser may load. */
export const browserDoors = { web: { reference: 'src/browser.ts' } };

const test = '\\.test\\.ts$';

const tableRules = Object.entries(importTable).map(([name, allowed]) => {
  const typeOnly = typeOnlyTable[name] ?? [];
  return {
    name: `${name}-imports`,
    comment: `${name} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other package'}`,
    severity: 'error',
    from: { path: `^packages/${name}/`, pathNot: test },
    to: { path: '^packages/', pathNot: `^packages/(${[name, ...allowed, ...typeOnly].join('|')})/` },
  };
});

const typeOnlyRules = Object.entries(typeOnlyTable).map(([name, targets]) => ({
  name: `${name}-types-only`,
  comment: `${name} may import only types of ${targets.join(', ')}`,
  severity: 'error',
  from: { path: `^packages/${name}/`, pathNot: test },
  to: { path: `^packages/(${targets.join('|')})/`, dependencyTypesNot: ['type-only'] },
}));

const doorRules = [...Object.keys(importTable), 'testbed'].map((name) => {
  const folder = name === 'testbed' ? 'testbed' : `packages/${name}`;
  const doors = ['src/index.ts', 'package.json', ...(sideDoors[name] ?? [])].map((door) => door.replaceAll('.', '\\.'));
  return {
    name: `${name}-door`,
    comment: `${name} is entered by src/index.ts`,
    severity: 'error',
    from: { pathNot: `^${folder}/` },
    to: { path: `^${folder}/`, pathNot: `^${folder}/(${doors.join('|')})$` },
  };
});

const browserDoorRules = Object.entries(browserDoors).flatMap(([name, doors]) =>
  Object.entries(doors).map(([target, door]) => ({
    name: `${name}-${target}-door`,
    comment: `${name} enters ${target} by ${door} alone`,
    severity: 'error',
    from: { path: `^packages/${name}/`, pathNot: test },
    to: { path: `^packages/${target}/`, pathNot: `^packages/${target}/${door.replaceAll('.', '\\.')}$` },
  })),
);

export default {
  forbidden: [
    ...tableRules,
    ...typeOnlyRules,
    ...browserDoorRules,
    ...doorRules,
    {
      name: 'no-cycle',
      comment: 'modules form no cycle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'engine-platform',
      comment: 'the engine reaches the platform through #platform alone',
      severity: 'error',
      from: { path: '^packages/engine/src/', pathNot: ['^packages/engine/src/platform/', test] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'engine-socket',
      comment: 'the engine reaches sockets through #platform alone',
      severity: 'error',
      from: { path: '^packages/engine/src/', pathNot: ['^packages/engine/src/platform/', test] },
      to: { path: 'node_modules/ws/' },
    },
    {
      name: 'testbed-from-tests',
      comment: 'the testbed serves tests and benches',
      severity: 'error',
      from: { pathNot: ['^(testbed|suites|bench|tools|packages/[^/]+/test)/', test] },
      to: { path: '^testbed/' },
    },
    {
      name: 'test-parts-from-tests',
      comment: 'what tests share serves tests',
      severity: 'error',
      from: { pathNot: ['^(suites|packages/[^/]+/(test|tools|bench))/', test] },
      to: { path: '^packages/[^/]+/test/' },
    },
    {
      name: 'resolvable',
      comment: 'every import leads somewhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^(\\$app|\\$env|virtual:)', '/\\$types$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.svelte-kit|build|paraglide)/' },
    tsPreCompilationDeps: true,
    preserveSymlinks: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json', '.svelte', '.d.ts'],
    },
  },
};
