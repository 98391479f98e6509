// What a person chose in a list before the page's script was ready, as on a slow network: hydration would put it back and tell nobody.
import { onMount } from 'svelte';

/** Called by the layout: what was chosen in any list until its page is alive is chosen again then, and its listeners are told. */
export function keepEarlyChoices(): void {
  if (typeof document === 'undefined') return;
  const lists = [...document.querySelectorAll('select')];
  const early = new Map(lists.filter(isChanged).map((list) => [list, list.value]));
  const note = ({ target }: Event) => {
    if (target instanceof HTMLSelectElement) early.set(target, target.value);
  };
  addEventListener('change', note, true);
  onMount(() => {
    removeEventListener('change', note, true);
    for (const [list, value] of early) {
      if (!list.isConnected) continue;
      list.value = value;
      list.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
}

/** Whether another option is chosen than the server had. */
function isChanged({ value, options }: HTMLSelectElement): boolean {
  return value !== ([...options].find(({ defaultSelected }) => defaultSelected) ?? options[0])?.value;
}
