import { json } from '@sveltejs/kit';

/** Whether the process answers at all: what restarts it must not ask the database, or an outage there would restart us too. */
export function GET() {
	return json({ live: true });
}
