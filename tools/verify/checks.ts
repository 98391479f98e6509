// The list of checks that `npm run verify` makes.
import { existsSync } from 'node:fs';
import { type Check, type Finding, findingOf, rootPath, runProgram } from './check.ts';
import { findDeadCitations } from './cited-paths.ts';
import { findLongFiles, findLongProse } from './file-length.ts';
import { testImportRules } from './import-self-test.ts';
import { findMessageFaults } from './messages.ts';
import { listFiles } from './tracked-files.ts';
import { findUnlisted } from './unlisted.ts';
import { checkWebTypes, withGeneratedWeb } from './web-types.ts';

const importedFolders = ['packages', 'testbed', 'suites', 'tools', 'bench'];

/** Longest first, so that running them side by side takes the least time. */
export const checks: readonly Check[] = [
  { name: 'web-types', about: 'types of the Svelte components', run: checkWebTypes },
  {
    name: 'types',
    about: 'types of everything else',
    run: () => runProgram('tsc', ['--noEmit', '-p', 'tsconfig.json']),
  },
  {
    name: 'imports',
    about: 'the import table, no cycles, one door a package',
    run: () => withGeneratedWeb(checkImports),
  },
  {
    name: 'unused',
    about: 'unused files, exports and dependencies',
    run: () => withGeneratedWeb(() => runProgram('knip', ['--no-progress', '--no-config-hints'])),
  },
  { name: 'imports-self-test', about: 'planted forbidden imports are found', run: testImportRules },
  { name: 'style', about: 'format and lint', run: () => runProgram('biome', ['check', '--colors=off', '.']) },
  {
    name: 'cited-paths',
    about: 'every path a document or comment cites exists',
    run: async () => findingOf(findDeadCitations(rootPath, listFiles(rootPath))),
  },
  {
    name: 'unlisted',
    about: 'every folder on the map, every document in an index',
    run: async () => findingOf(findUnlisted(rootPath, listFiles(rootPath))),
  },
  {
    name: 'length',
    about: 'no file over 400 lines, no line of a document over 160 characters',
    run: async () => {
      const files = listFiles(rootPath);
      return findingOf([...findLongFiles(rootPath, files), ...findLongProse(rootPath, files)]);
    },
  },
  {
    name: 'messages',
    about: 'every message in every language',
    run: async () => findingOf(findMessageFaults(rootPath, listFiles(rootPath))),
  },
];

function checkImports(): Promise<Finding> {
  const folders = importedFolders.filter((folder) => existsSync(`${rootPath}/${folder}`));
  return runProgram('depcruise', ['--config', '.dependency-cruiser.mjs', '--output-type', 'err', ...folders]);
}
