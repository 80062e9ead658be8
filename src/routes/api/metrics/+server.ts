import { createHash, timingSafeEqual } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { metricsToken } from '$lib/server/environment';
import { metricsText } from '$lib/server/operations/metrics';

/** Numbers for monitoring, for whoever knows `METRICS_TOKEN`. Without one, and for everybody else, there is nothing here. */
export function GET({ request, platform }) {
	const token = metricsToken(process.env);
	const shown = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
	if (token === null || !isSame(shown, token)) error(404);
	const gate = platform?.req.gate;
	const gauges = gate
		? [
				{ name: 'kofei_requests_inside', help: 'Being answered now.', value: gate.inside },
				{
					name: 'kofei_requests_sent_away',
					help: 'Sent away with 503 since the start.',
					value: gate.sentAway
				}
			]
		: [];
	return new Response(metricsText(gauges), {
		headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' }
	});
}

/** Takes as long for a good guess as for a bad one. */
function isSame(shown: string, token: string): boolean {
	const [one, other] = [shown, token].map((text) => createHash('sha256').update(text).digest());
	return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
