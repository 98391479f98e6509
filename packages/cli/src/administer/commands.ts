// The commands of those who run a system: publish a month, recompute it from open data, take newer reference tables, make the first administrator.
import type { Command } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import type { CopyFlags } from './warehouse.ts';

export interface CommandFrame {
  readonly program: Command;
  readonly speech: Speech;
  readonly localise: (command: Command, speech: Speech) => Command;
  readonly end: (code: ExitCode) => void;
}

/** Adds `publish`, `recompute`, `reference` and `warehouse` to the program. */
export function addAdministration({ program, speech, localise, end }: CommandFrame): void {
  const { say } = speech;
  localise(program.command('publish'), speech)
    .description(say('aboutPublish'))
    .usage('<YYYY-MM>')
    .argument('<month>', say('argumentMonth'))
    .option('--note <text>', say('optionNote'))
    .action(async (month: string, { note }: { note?: string }) => {
      const { runPublish } = await import('./publish.ts');
      end(await runPublish(month, note, speech));
    });
  localise(program.command('recompute'), speech)
    .description(say('aboutRecompute'))
    .usage('<YYYY-MM>')
    .argument('<month>', say('argumentMonth'))
    .option('--folder <folder>', say('optionFolder'))
    .action(async (month: string, { folder }: { folder?: string }) => {
      const { runRecompute } = await import('./recompute.ts');
      end(await runRecompute(month, folder, speech));
    });
  const admin = localise(program.command('admin'), speech).description(say('aboutAdmin'));
  localise(admin.command('create'), speech)
    .description(say('aboutAdminCreate'))
    .usage('<email>')
    .argument('<email>', say('argumentEmail'))
    .option('--name <text>', say('optionName'))
    .action(async (email: string, { name }: { name?: string }) => {
      const { runCreateAdmin } = await import('./create-admin.ts');
      end(await runCreateAdmin({ email, name: name ?? email }, speech));
    });
  const reference = localise(program.command('reference'), speech).description(say('aboutReference'));
  localise(reference.command('import'), speech)
    .description(say('aboutImport'))
    .usage('<file>')
    .argument('<file>', say('argumentFile'))
    .action(async (file: string) => {
      const { runImport } = await import('./import.ts');
      end(await runImport(file, speech));
    });
  localise(reference.command('import-network'), speech)
    .description(say('aboutImportNetwork'))
    .usage('<file>')
    .argument('<file>', say('argumentFile'))
    .option('--only-known', say('optionOnlyKnown'))
    .action(async (file: string, { onlyKnown }: { onlyKnown?: true }) => {
      const { runImportNetwork } = await import('./import.ts');
      end(await runImportNetwork(file, onlyKnown === true, speech));
    });
  localise(reference.command('import-contacts'), speech)
    .description(say('aboutImportContacts'))
    .usage('<file>')
    .argument('<file>', say('argumentFile'))
    .action(async (file: string) => {
      const { runImportContacts } = await import('./import.ts');
      end(await runImportContacts(file, speech));
    });
  const warehouse = localise(program.command('warehouse'), speech).description(say('aboutWarehouse'));
  localise(warehouse.command('copy'), speech)
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
