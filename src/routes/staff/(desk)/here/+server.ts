import { json } from '@sveltejs/kit';
import { requireStaff } from '$lib/server/staff/guard';

/** Somebody is at a page of the office, and asks for nothing: a sign of life that keeps their session, and until when it does. */
export async function POST(event) {
	const { endsIn } = await requireStaff(event);
	return json(endsIn);
}
