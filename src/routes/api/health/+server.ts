import { json } from '@sveltejs/kit';
import { publicClient } from '$lib/server/supabase/clients';

/** 200 when the process and its database answer, 503 when only the process does. No details, no secrets. */
export async function GET() {
	const isReady = await publicClient()
		.then((client) => client.from('funding_rounds').select('slug').limit(1))
		.then(({ error }) => error === null)
		.catch(() => false);
	return json({ live: true, ready: isReady }, { status: isReady ? 200 : 503 });
}
