import { describe, expect, it } from 'vitest';
import { metricsText, noteAnswer, noteFailedJob, noteStuckErasures } from './metrics';

describe('the metrics', () => {
	it('are text that monitoring reads: each line a comment or a name with a number', () => {
		noteAnswer({ route: '/api/v1/applications/[id]', method: 'PUT', status: 200, seconds: 0.07 });
		noteAnswer({ route: '/api/v1/applications/[id]', method: 'PUT', status: 200, seconds: 3 });
		noteFailedJob('mails');
		noteStuckErasures(2);
		const text = metricsText([{ name: 'kofei_requests_inside', help: 'Now.', value: 3 }]);
		expect(text.endsWith('\n')).toBe(true);
		for (const line of text.trimEnd().split('\n'))
			expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[^{}]*\})? [0-9.e+-]+)$/);
		expect(text).toContain(
			'kofei_requests_total{route="/api/v1/applications/[id]",method="PUT",status="200"} 2'
		);
		expect(text).toContain('kofei_request_seconds_bucket{le="0.1"} 1');
		expect(text).toContain('kofei_request_seconds_bucket{le="+Inf"} 2');
		expect(text).toContain('kofei_jobs_failed_total{job="mails"} 1');
		expect(text).toContain('kofei_requests_inside 3');
		expect(text).toContain('kofei_erasures_stuck 2');
	});
});
