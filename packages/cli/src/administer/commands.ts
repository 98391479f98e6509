// The commands of those who run a system: publish a month, recompute it from open data, take newer reference tables, make the first administrator.
import type { Command } from 'commander';
import type { CommandFrame } from '../command/frame.ts';
import type { CopyFlags } from './warehouse.ts';

/** Adds `publish`, `recompute`, `admin`, `reference` and `warehouse` to the program. */
export function addAdministration(program: Command, { speech, add, end }: CommandFrame): void {
  const { say } = speech;
  add(program, 'publish')
    .description(say('aboutPublish'))
    .usage('<YYYY-MM>')
    .argument('<month>', say('argumentMonth'))
    .option('--note <text>', say('optionNote'))
    .action(async (month: string, { note }: { note?: string }) => {
      const { runPublish } = await import('./publish.ts');
      end(await runPublish(month, note, speech));
    });
  add(program, 'recompute')
    .description(say('aboutRecompute'))
    .usage('<YYYY-MM>')
    .argument('<month>', say('argumentMonth'))
    .option('--folder <folder>', say('optionFolder'))
    .action(async (month: string, { folder }: { folder?: string }) => {
      const { runRecompute } = await import('./recompute.ts');
      end(await runRecompute(month, folder, speech));
    });
  const admin = add(program, 'admin').description(say('aboutAdmin'));
  add(admin, 'create')
    .description(say('aboutAdminCreate'))
    .usage('<email>')
    .argument('<email>', say('argumentEmail'))
    .option('--name <text>', say('optionName'))
    .action(async (email: string, { name }: { name?: string }) => {
      const { runCreateAdmin } = await import('./create-admin.ts');
      end(await runCreateAdmin({ email, name: name ?? email }, speech));
    });
  const reference = add(program, 'reference').description(say('aboutReference'));
  add(reference, 'import')
    .description(say('aboutImport'))
    .usage('<file>')
    .argument('<file>', say('argumentFile'))
    .action(async (file: string) => {
      const { runImport } = await import('./import.ts');
      end(await runImport(file, speech));
    });
  add(reference, 'import-network')
    .description(say('aboutImportNetwork'))
    .usage('<file>')
    .argument('<file>', say('argumentFile'))
    .option('--only-known', say('optionOnlyKnown'))
    .option('--small', say('optionSmall'))
    .action(async (file: string, flags: { onlyKnown?: true; small?: true }) => {
      const { runImportNetwork } = await import('./import.ts');
      end(await runImportNetwork(file, flags, speech));
    });
  add(reference, 'import-contacts')
    .description(say('aboutImportContacts'))
    .usage('<file>')
    .argument('<file>', say('argumentFile'))
    .action(async (file: string) => {
      const { runImportContacts } = await import('./import.ts');
      end(await runImportContacts(file, speech));
    });
  const warehouse = add(program, 'warehouse').description(say('aboutWarehouse'));
  add(warehouse, 'copy')
    .description(say('aboutCopy'))
    .usage('--to <url>')
    .requiredOption('--to <url>', say('optionCopyTo'))
    .option('--cluster <name>', say('optionCopyCluster'))
    .option('--from <url>', say('optionCopyFrom'))
    .action(async (flags: CopyFlags) => {
      const { runCopy } = await import('./warehouse.ts');
      end(await runCopy(flags, speech));
    });
}
