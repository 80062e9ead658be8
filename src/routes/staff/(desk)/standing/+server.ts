import { json } from '@sveltejs/kit';
import { requireStaff } from '$lib/server/staff/guard';

/** When this session ends. Asked by the page itself, which is no sign of life (see `server/staff/guard`). */
export async function GET(event) {
	const { endsIn } = await requireStaff(event);
	return json(endsIn);
}
