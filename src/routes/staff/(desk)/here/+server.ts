import { requireStaff } from '$lib/server/staff/guard';

/** Somebody is writing on a page of the office, and asks for nothing: a sign of life that keeps their session. */
export async function POST(event) {
	await requireStaff(event);
	return new Response(null, { status: 204 });
}
