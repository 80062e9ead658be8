/** What the screen of a sent application shows beneath its state, fetched as one. */
export { default as CopyLink } from './CopyLink.svelte';
export { default as CorrespondenceLink } from './CorrespondenceLink.svelte';
export { default as History } from './History.svelte';
export { default as LaterDocuments } from './LaterDocuments.svelte';
export { default as SentLink } from './SentLink.svelte';
export { default as StatusPath } from './StatusPath.svelte';
export { default as Withdraw } from './Withdraw.svelte';
