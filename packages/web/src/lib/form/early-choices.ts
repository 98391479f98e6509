// What a person chose in a list before the page's script was ready, as on a slow network: hydration would put it back and tell nobody.
import { onMount } from 'svelte';

let isAlive = false;

/** Called by a component with lists: what was chosen in them until it is alive is chosen again then, and their listeners are told. */
export function keepEarlyChoices(): void {
  if (isAlive || typeof document === 'undefined') return;
  const lists = [...document.querySelectorAll('select')];
  const early = new Map(lists.filter(isChanged).map((list) => [list, list.value]));
  const note = ({ target }: Event) => {
    if (target instanceof HTMLSelectElement) early.set(target, target.value);
  };
  addEventListener('change', note, true);
  onMount(() => {
    isAlive = true;
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
