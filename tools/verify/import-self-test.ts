// Proves the import table: plants every import it forbids, and some it allows, and compares what is found.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ICruiseResult, IForbiddenRuleType } from 'dependency-cruiser';
import { cruise } from 'dependency-cruiser';
import { type Finding, findingOf, rootPath } from './check.ts';

type Table = Record<string, readonly string[]>;
type Rules = {
  importTable: Table;
  typeOnlyTable: Table;
  browserDoors: Record<string, Record<string, string>>;
  default: { forbidden: IForbiddenRuleType[]; options: object };
};
type Plant = { file: string; text: string; rules: readonly string[] };

/** Well when each planted import breaks exactly the rules it must break. */
export async function testImportRules(): Promise<Finding> {
  const rules = asRules(await import(`file://${rootPath}/.dependency-cruiser.mjs`));
  const plants = [...plantTable(rules), ...plantOthers()];
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-imports-'));
  try {
    writeTree(folder, Object.keys(rules.importTable), plants);
    const { options } = rules.default;
    const result = await cruise(
      ['packages', 'testbed'],
      { ...options, ruleSet: { forbidden: rules.default.forbidden }, validate: true, baseDir: folder },
      { bustTheCache: true },
    );
    return findingOf(compare(plants, asCruiseResult(result.output)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** An import of every package by every other; the table says which break a rule. */
function plantTable({ importTable, typeOnlyTable, browserDoors }: Rules): Plant[] {
  const names = Object.keys(importTable);
  return names.flatMap((from) =>
    names
      .filter((to) => to !== from)
      .flatMap((to) => {
        const forbidden = importTable[from]?.includes(to) !== true;
        const typeOnly = typeOnlyTable[from]?.includes(to) === true;
        const wrongDoor = browserDoors[from]?.[to] === undefined ? [] : [`${from}-${to}-door`];
        const valueRules = forbidden ? [typeOnly ? `${from}-types-only` : `${from}-imports`] : wrongDoor;
        const typeRules = forbidden && !typeOnly ? [`${from}-imports`] : wrongDoor;
        return [
          { file: `packages/${from}/src/value-${to}.ts`, text: valueImport(`@i-speed/${to}`), rules: valueRules },
          { file: `packages/${from}/src/type-${to}.ts`, text: typeImport(`@i-speed/${to}`), rules: typeRules },
        ];
      }),
  );
}

function plantOthers(): Plant[] {
  return [
    { file: 'packages/hub/src/side.ts', text: valueImport('../../spec/src/inner.ts'), rules: ['spec-door'] },
    { file: 'packages/spec/src/inner.ts', text: 'export const door = 1;\n', rules: [] },
    {
      file: 'packages/spec/src/one.ts',
      text: `${valueImport('./two.ts')}export const door = 1;\n`,
      rules: ['no-cycle'],
    },
    {
      file: 'packages/spec/src/two.ts',
      text: `import { door as other } from './one.ts';\nexport const door = other;\n`,
      rules: [],
    },
    { file: 'packages/engine/src/disk.ts', text: valueImport('node:fs'), rules: ['engine-platform'] },
    { file: 'packages/engine/src/platform/disk.ts', text: valueImport('node:fs'), rules: [] },
    { file: 'packages/hub/src/lab.ts', text: valueImport('@i-speed/testbed'), rules: ['testbed-from-tests'] },
    { file: 'packages/hub/src/lab.test.ts', text: valueImport('@i-speed/testbed'), rules: [] },
    { file: 'packages/hub/src/lost.ts', text: valueImport('./nowhere.ts'), rules: ['resolvable'] },
  ];
}

function writeTree(folder: string, names: readonly string[], plants: readonly Plant[]): void {
  mkdirSync(join(folder, 'node_modules/@i-speed'), { recursive: true });
  for (const [name, home] of [...names.map((name) => [name, `packages/${name}`]), ['testbed', 'testbed']]) {
    mkdirSync(join(folder, `${home}/src/platform`), { recursive: true });
    const manifest = { name: `@i-speed/${name}`, type: 'module', exports: { '.': './src/index.ts' } };
    writeFileSync(join(folder, `${home}/package.json`), JSON.stringify(manifest));
    writeFileSync(join(folder, `${home}/src/index.ts`), 'export const door = 1;\nexport type Door = number;\n');
    symlinkSync(join(folder, `${home}`), join(folder, `node_modules/@i-speed/${name}`));
  }
  for (const plant of plants) writeFileSync(join(folder, plant.file), plant.text);
}

function compare(plants: readonly Plant[], result: ICruiseResult): string[] {
  return plants.flatMap((plant) => {
    const broken = result.summary.violations.filter((violation) => violation.from === plant.file);
    const found = [...new Set(broken.map((violation) => violation.rule.name))].sort().join(', ');
    const wanted = [...plant.rules].sort().join(', ');
    return found === wanted
      ? []
      : [`planted ${plant.file}: should break "${wanted || 'nothing'}", breaks "${found || 'nothing'}"`];
  });
}

function valueImport(target: string): string {
  return `import { door as opened } from '${target}';\nexport const user = opened;\n`;
}

function typeImport(target: string): string {
  return `import type { Door } from '${target}';\nexport type User = Door;\n`;
}

/** Guarantee: the module is our own configuration, which exports these three. */
function asRules(module: unknown): Rules {
  return module as Rules;
}

/** Guarantee: without an output type the result is an object, not a text. */
function asCruiseResult(output: unknown): ICruiseResult {
  return output as ICruiseResult;
}
