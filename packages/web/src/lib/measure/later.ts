// What is not needed before the button works: one file, fetched when the page is at rest or the button is pressed.
export { default as Abroad } from './Abroad.svelte';
export { default as After } from './After.svelte';
export { default as Instrument } from './Instrument.svelte';
