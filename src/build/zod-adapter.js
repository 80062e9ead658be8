// What `sveltekit-superforms/adapters` gives us of zod, without the adapters of a dozen other libraries beside it.
export {
	zod as zod4,
	zodClient as zod4Client
} from '../../node_modules/sveltekit-superforms/dist/adapters/zod4.js';
