/** What the screen of costs has beside other sections, fetched with it as one. */
export { default as PlanBalance } from './PlanBalance.svelte';
export { default as PlanEditor } from './PlanEditor.svelte';
