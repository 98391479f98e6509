// What axe finds that shuts people with assistive technology out.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@i-speed/testbed';

/** Faults that axe calls serious or critical, one line each; of all rules unless some are named. */
export async function findSerious(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
